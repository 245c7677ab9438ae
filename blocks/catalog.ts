import { makeCatalog } from '#shared/block'
import { clipboard } from './computer/clipboard/block.ts'
import { open } from './computer/open/block.ts'
import { runProgram } from './computer/run-program/block.ts'
import { systemInfo } from './computer/system-info/block.ts'
import { ask } from './control/ask/block.ts'
import { callFlow } from './control/call-flow/block.ts'
import { emit } from './control/emit/block.ts'
import { fail } from './control/fail/block.ts'
import { forEach } from './control/for-each/block.ts'
import { ifElse } from './control/if/block.ts'
import { join } from './control/join/block.ts'
import { leaveLoop } from './control/leave-loop/block.ts'
import { nextPass } from './control/next-pass/block.ts'
import { parallel } from './control/parallel/block.ts'
import { repeat } from './control/repeat/block.ts'
import { returnValue } from './control/return/block.ts'
import { stop } from './control/stop/block.ts'
import { switchCase } from './control/switch/block.ts'
import { tryCatch } from './control/try/block.ts'
import { wait } from './control/wait/block.ts'
import { waitUntil } from './control/wait-until/block.ts'
import { whileLoop } from './control/while/block.ts'
import { addToList } from './data/add-to-list/block.ts'
import { changeVariable } from './data/change-variable/block.ts'
import { code } from './data/code/block.ts'
import { compare } from './data/compare/block.ts'
import { date } from './data/date/block.ts'
import { encode } from './data/encode/block.ts'
import { filter } from './data/filter/block.ts'
import { group } from './data/group/block.ts'
import { hash } from './data/hash/block.ts'
import { joinText } from './data/join-text/block.ts'
import { number } from './data/number/block.ts'
import { onlyNew } from './data/only-new/block.ts'
import { pickFields } from './data/pick-fields/block.ts'
import { random } from './data/random/block.ts'
import { readCsv } from './data/read-csv/block.ts'
import { readExcel } from './data/read-excel/block.ts'
import { readJson } from './data/read-json/block.ts'
import { readXml } from './data/read-xml/block.ts'
import { replace } from './data/replace/block.ts'
import { setFields } from './data/set-fields/block.ts'
import { setVariable } from './data/set-variable/block.ts'
import { sort } from './data/sort/block.ts'
import { splitText } from './data/split-text/block.ts'
import { summarise } from './data/summarise/block.ts'
import { text } from './data/text/block.ts'
import { unique } from './data/unique/block.ts'
import { value } from './data/value/block.ts'
import { writeCsv } from './data/write-csv/block.ts'
import { writeExcel } from './data/write-excel/block.ts'
import { writeJson } from './data/write-json/block.ts'
import { writeXml } from './data/write-xml/block.ts'
import { sqlite } from './database/sqlite/block.ts'
import { append } from './files/append/block.ts'
import { copy } from './files/copy/block.ts'
import { deleteFile } from './files/delete/block.ts'
import { info } from './files/info/block.ts'
import { list } from './files/list/block.ts'
import { makeFolder } from './files/make-folder/block.ts'
import { move } from './files/move/block.ts'
import { read } from './files/read/block.ts'
import { unzip } from './files/unzip/block.ts'
import { write } from './files/write/block.ts'
import { zip } from './files/zip/block.ts'
import { log } from './say/log/block.ts'
import { notify } from './say/notify/block.ts'
import { say } from './say/say/block.ts'
import { appStarted } from './start/app-started/block.ts'
import { called } from './start/called/block.ts'
import { clipboardChanged } from './start/clipboard-changed/block.ts'
import { event } from './start/event/block.ts'
import { every } from './start/every/block.ts'
import { fileChanged } from './start/file-changed/block.ts'
import { flowFailed } from './start/flow-failed/block.ts'
import { hotkey } from './start/hotkey/block.ts'
import { manual } from './start/manual/block.ts'
import { schedule } from './start/schedule/block.ts'
import { webhook } from './start/webhook/block.ts'
import { download } from './web/download/block.ts'
import { page } from './web/page/block.ts'
import { request } from './web/request/block.ts'
import { respond } from './web/respond/block.ts'
import { rss } from './web/rss/block.ts'

/** The standard block types, in the order in which the palette shows them. Data only: safe on the page. */
export const catalog = makeCatalog([
  manual,
  schedule,
  every,
  webhook,
  fileChanged,
  appStarted,
  event,
  flowFailed,
  hotkey,
  clipboardChanged,
  called,
  ifElse,
  switchCase,
  forEach,
  repeat,
  whileLoop,
  nextPass,
  leaveLoop,
  wait,
  waitUntil,
  parallel,
  join,
  tryCatch,
  fail,
  stop,
  returnValue,
  callFlow,
  ask,
  emit,
  say,
  notify,
  log,
  setVariable,
  changeVariable,
  addToList,
  setFields,
  pickFields,
  value,
  text,
  filter,
  sort,
  group,
  summarise,
  unique,
  readCsv,
  writeCsv,
  readXml,
  writeXml,
  readExcel,
  writeExcel,
  onlyNew,
  code,
  compare,
  splitText,
  joinText,
  replace,
  encode,
  readJson,
  writeJson,
  date,
  number,
  random,
  hash,
  list,
  read,
  write,
  append,
  move,
  copy,
  deleteFile,
  makeFolder,
  info,
  zip,
  unzip,
  request,
  download,
  rss,
  page,
  respond,
  sqlite,
  runProgram,
  open,
  clipboard,
  systemInfo,
])
