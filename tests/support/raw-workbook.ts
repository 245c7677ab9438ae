import { type RawEntry, rawZip } from './raw-zip.ts'

/** Parts of a workbook, as they stand in its archive; what is given takes the place of what is usual. */
export type RawWorkbook = {
  sheet?: string | Uint8Array
  workbook?: string
  sharedStrings?: string
  contentTypes?: string
  rels?: string
  workbookRels?: string
  /** further entries, or the same again */
  more?: readonly RawEntry[]
}

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** The rows of a sheet as they stand in its part: `<row r="1"><c r="A1"><v>1</v></c></row>`. */
export const sheetXml = (rows: string, before = ''): string =>
  `${HEAD}${before}<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`

export const stringsXml = (items: string, before = ''): string =>
  `${HEAD}${before}<sst xmlns="${MAIN}">${items}</sst>`

/** Writes a workbook that no honest program would: for tests of who reads it. */
export function rawWorkbook(parts: RawWorkbook = {}): Buffer {
  const entries: RawEntry[] = [
    {
      name: '[Content_Types].xml',
      bytes:
        parts.contentTypes ??
        `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${TYPE}.sharedStrings+xml"/></Types>`,
    },
    {
      name: '_rels/.rels',
      bytes:
        parts.rels ??
        `${HEAD}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      bytes:
        parts.workbook ??
        `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      bytes:
        parts.workbookRels ??
        `${HEAD}<Relationships xmlns="${RELATIONS}"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    },
    { name: 'xl/worksheets/sheet1.xml', bytes: parts.sheet ?? sheetXml(PEOPLE) },
    {
      name: 'xl/sharedStrings.xml',
      bytes: parts.sharedStrings ?? stringsXml('<si><t>name</t></si><si><t>Ada</t></si>'),
    },
  ]
  return rawZip([...entries, ...(parts.more ?? [])])
}

const PEOPLE =
  '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>age</t></is></c></row><row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2"><v>36</v></c></row>'
