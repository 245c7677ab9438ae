import type { BlockRunner } from '#shared/block'
import { run as clipboard } from './computer/clipboard/run.ts'
import { run as open } from './computer/open/run.ts'
import { run as runProgram } from './computer/run-program/run.ts'
import { run as systemInfo } from './computer/system-info/run.ts'
import { run as emit } from './control/emit/run.ts'
import { run as code } from './data/code/run.ts'
import { run as compare } from './data/compare/run.ts'
import { run as date } from './data/date/run.ts'
import { run as encode } from './data/encode/run.ts'
import { run as filter } from './data/filter/run.ts'
import { run as group } from './data/group/run.ts'
import { run as hash } from './data/hash/run.ts'
import { run as joinText } from './data/join-text/run.ts'
import { run as number } from './data/number/run.ts'
import { run as onlyNew } from './data/only-new/run.ts'
import { run as pickFields } from './data/pick-fields/run.ts'
import { run as random } from './data/random/run.ts'
import { run as readCsv } from './data/read-csv/run.ts'
import { run as readExcel } from './data/read-excel/run.ts'
import { run as readJson } from './data/read-json/run.ts'
import { run as readXml } from './data/read-xml/run.ts'
import { run as replace } from './data/replace/run.ts'
import { run as setFields } from './data/set-fields/run.ts'
import { run as sort } from './data/sort/run.ts'
import { run as splitText } from './data/split-text/run.ts'
import { run as summarise } from './data/summarise/run.ts'
import { run as text } from './data/text/run.ts'
import { run as unique } from './data/unique/run.ts'
import { run as value } from './data/value/run.ts'
import { run as writeCsv } from './data/write-csv/run.ts'
import { run as writeExcel } from './data/write-excel/run.ts'
import { run as writeJson } from './data/write-json/run.ts'
import { run as writeXml } from './data/write-xml/run.ts'
import { run as sqlite } from './database/sqlite/run.ts'
import { run as append } from './files/append/run.ts'
import { run as copy } from './files/copy/run.ts'
import { run as deleteFile } from './files/delete/run.ts'
import { run as info } from './files/info/run.ts'
import { run as list } from './files/list/run.ts'
import { run as makeFolder } from './files/make-folder/run.ts'
import { run as move } from './files/move/run.ts'
import { run as read } from './files/read/run.ts'
import { run as unzip } from './files/unzip/run.ts'
import { run as write } from './files/write/run.ts'
import { run as zip } from './files/zip/run.ts'
import { run as log } from './say/log/run.ts'
import { run as notify } from './say/notify/run.ts'
import { run as say } from './say/say/run.ts'
import { run as download } from './web/download/run.ts'
import { run as page } from './web/page/run.ts'
import { run as request } from './web/request/run.ts'
import { run as respond } from './web/respond/run.ts'
import { run as rss } from './web/rss/run.ts'

const all: readonly BlockRunner[] = [
  runProgram,
  open,
  clipboard,
  systemInfo,
  emit,
  notify,
  filter,
  sort,
  group,
  summarise,
  unique,
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
  setFields,
  pickFields,
  value,
  text,
  readCsv,
  writeCsv,
  readXml,
  writeXml,
  readExcel,
  writeExcel,
  append,
  copy,
  deleteFile,
  info,
  list,
  makeFolder,
  move,
  read,
  unzip,
  write,
  zip,
  log,
  say,
  request,
  download,
  rss,
  page,
  respond,
  sqlite,
]

/** The functions of the standard blocks, by type. What the engine does itself has none. */
export const runners: ReadonlyMap<string, BlockRunner> = new Map(
  all.map((runner) => [runner.declaration.type, runner]),
)
