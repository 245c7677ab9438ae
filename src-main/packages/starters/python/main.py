import re

from blockloom import BlockError, block, field, run


@block(
    type="starter/shorten",
    version=1,
    effect="pure",
    category="data",
    title="Shorten text",
    sentence="shorten {text} to {length} letters",
    summary="Cuts a text at a word, and says so at its end.",
    keywords=["cut", "trim", "summary", "length"],
    fields={
        "text": field.long_text(title="Text", default="{{ input }}"),
        "length": field.number(title="Letters", whole=True, min=1, max=10_000, default=80),
        "ending": field.choice(
            [("…", "one sign …"), ("...", "three dots ...")],
            title="Ending",
            default="…",
            advanced=True,
        ),
    },
    outputs={"next": {"title": "the shorter text", "example": "Once upon a…"}},
    examples=[
        {"config": {"length": 12}, "input": "Once upon a time", "output": "Once upon a…"},
        {"config": {"text": "short", "length": 12}, "input": None, "output": "short"},
        {"config": {"length": 14, "ending": "..."}, "input": "Once upon a time", "output": "Once upon a..."},
    ],
)
def shorten(config, ctx):
    text, length, ending = config["text"], config["length"], config["ending"]
    if len(ending) >= length:
        raise BlockError(
            code="starter.too-short",
            message=f"{length} letters leave no room for the ending.",
            fix="Allow more letters, or choose a shorter ending.",
        )
    if len(text) <= length:
        return {"next": text}
    cut = text[: length - len(ending)]
    if not text[len(cut)].isspace():
        cut = re.sub(r"\s+\S*$", "", cut)
    ctx.info(f"{len(text) - len(cut)} letters were cut off")
    return {"next": cut.rstrip() + ending}


if __name__ == "__main__":
    run()
