import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { beforeEach, describe, expect, test } from 'vitest'
import { type BlockContext, effectOf, isIdempotent } from '#shared/block'
import type { Json, JsonObject } from '#shared/flow'
import { makeFiles } from '../../../src-main/world/make-files.ts'
import { describeBlock } from '../../../tests/support/describe-block.ts'
import { sqlite } from './block.ts'
import { withDatabase } from './with-database.ts'

const PEOPLE = `CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL, age INTEGER);
INSERT INTO people (name, age) VALUES ('Ada', 36), ('Tim', 9);`

describeBlock(sqlite, import.meta.dirname, ({ home, output, failure, fixture }) => {
  const file = '~/a.db'
  const look = (sql: string): unknown[] => {
    const db = new Database(home('a.db'))
    try {
      return db.prepare(sql).all()
    } finally {
      db.close()
    }
  }
  const make = (sql: string): void => void new Database(home('a.db')).exec(sql).close()
  const ask = (sql: string, parameters?: Json) =>
    output({ file, sql, ...(parameters !== undefined && { parameters }) })
  const change = (sql: string, parameters?: Json) =>
    output({ file, do: 'run', sql, ...(parameters !== undefined && { parameters }) })
  const bring = (rows: Json, config: JsonObject = {}) =>
    output({ file, do: 'insert-many', table: 'people', rows: '{{ input }}', ...config }, rows)
  beforeEach(() => void mkdirSync(home()))

  test('makes a table, brings rows in or updates them, and finds them, in a flow', async () => {
    const people = [
      { id: 1, name: 'Ada', age: 36 },
      { id: 2, name: 'Tim', age: 9 },
    ]
    expect((await fixture('people', { input: people })).output).toEqual([{ name: 'Ada' }])
    const older = [{ id: 2, name: 'Tim', age: 19 }]
    expect((await fixture('people', { input: older })).output).toEqual([{ name: 'Ada' }, { name: 'Tim' }])
  })

  test('brings a CSV file in, in a flow', async () => {
    writeFileSync(home('people.csv'), 'name;age\nAda;36\n"Tim;\nsmall";9\n')
    expect((await fixture('csv-file', { input: 'people.csv' })).output).toEqual([{ n: 2 }])
  })

  test('only looks to ask, writes to change, and may update twice', () => {
    const kinds = ['query', 'run', 'insert-many', 'upsert']
    expect(kinds.map((kind) => effectOf(sqlite, { do: kind }))).toEqual(['read', 'write', 'write', 'write'])
    expect(kinds.map((kind) => isIdempotent(sqlite, { do: kind }))).toEqual([false, false, false, true])
  })

  describe('to ask', () => {
    test('values come in by parameters, and stay what they are', async () => {
      make(PEOPLE)
      expect(await ask('SELECT name FROM people WHERE age > :age', { age: 18 })).toEqual([{ name: 'Ada' }])
      expect(await ask('SELECT name FROM people WHERE name = ? AND age < ?', ['Tim', 18])).toEqual([
        { name: 'Tim' },
      ])
      const kinds = 'SELECT typeof(:i) i, typeof(:r) r, typeof(:t) t, :b b, :n n, :o o, typeof(:big) big'
      const values = {
        ':i': 5,
        r: 1.5,
        t: "'; DROP TABLE people; --",
        $b: true,
        n: null,
        o: { a: [1] },
        big: 5e9,
      }
      expect(await ask(kinds, values)).toEqual([
        { i: 'integer', r: 'real', t: 'text', b: 1, n: null, o: '{"a":[1]}', big: 'integer' },
      ])
    })

    test('expressions in the SQL are not evaluated', async () => {
      make(PEOPLE)
      expect(await output({ file, sql: "SELECT '{{ input }}' AS a" }, 'x')).toEqual([{ a: '{{ input }}' }])
    })

    test('what JSON has no way for becomes text', async () => {
      make('CREATE TABLE t (a)')
      const sql =
        "SELECT 9007199254740991 a, 9007199254740993 b, -9223372036854775808 c, x'00ff' d, 1e999 e, 1.0 f"
      expect(await ask(sql)).toEqual([
        {
          a: 9007199254740991,
          b: '9007199254740993',
          c: '-9223372036854775808',
          d: 'AP8=',
          e: 'Infinity',
          f: 1,
        },
      ])
    })

    test('columns of one name are numbered', async () => {
      make(PEOPLE)
      expect(await ask('SELECT a.id, b.id, 1 AS "__proto__" FROM people a, people b LIMIT 1')).toEqual([
        { id: 1, 'id 2': 1, column3: 1 },
      ])
    })

    test('100,000 rows', async () => {
      make('CREATE TABLE t (n)')
      const sql =
        'WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 100000) SELECT n FROM c'
      expect(await ask(sql)).toHaveLength(100_000)
    })

    test('nothing can be changed, and no file is made', async () => {
      make(PEOPLE)
      for (const sql of [
        'DELETE FROM people RETURNING id',
        'PRAGMA user_version = 5',
        'INSERT INTO people (name) VALUES (1)',
      ])
        expect(await failure({ file, sql })).toMatchObject({ code: 'sqlite.not-a-query' })
      expect(look('SELECT count(*) n FROM people')).toEqual([{ n: 2 }])
      expect(await failure({ file: '~/none.db', sql: 'SELECT 1' })).toMatchObject({ code: 'files.not-found' })
      expect(readdirSync(home())).toEqual(['a.db'])
    })
  })

  describe('to run', () => {
    test('gives what was changed, the last id, and what it returns', async () => {
      expect(await change('CREATE TABLE t (id INTEGER PRIMARY KEY, a)')).toEqual({ changes: 0, lastId: null })
      expect(await change('INSERT INTO t (a) VALUES (:a), (:b)', { a: 1, b: 'x' })).toEqual({
        changes: 2,
        lastId: 2,
      })
      expect(await change('UPDATE t SET a = 5 WHERE id > 0 RETURNING id, a')).toEqual({
        ...{ changes: 2, lastId: null },
        rows: [
          { id: 1, a: 5 },
          { id: 2, a: 5 },
        ],
      })
    })

    test('several statements, all or nothing', async () => {
      expect(await change(PEOPLE)).toEqual({ changes: 2, lastId: 2 })
      const sql = "INSERT INTO people (name) VALUES ('Eve'); INSERT INTO people (name) VALUES (NULL);"
      expect(await failure({ file, do: 'run', sql })).toMatchObject({ code: 'sqlite.constraint' })
      expect(look('SELECT count(*) n FROM people')).toEqual([{ n: 2 }])
      const trigger =
        'CREATE TABLE log (a); CREATE TRIGGER t AFTER INSERT ON people BEGIN INSERT INTO log VALUES (new.id); END;'
      await change(trigger)
      await change("INSERT INTO people (name) VALUES ('Eve')")
      expect(look('SELECT a FROM log')).toEqual([{ a: 3 }])
    })

    test('leaves the way a database keeps its journal as it is', async () => {
      make(`PRAGMA journal_mode = WAL; ${PEOPLE}`)
      await change("INSERT INTO people (name) VALUES ('Eve')")
      expect(look('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }])
      expect(await ask('SELECT count(*) n FROM people')).toEqual([{ n: 3 }])
    })

    test('folders on the way are made', async () => {
      await output({ file: '~/new/one/a.db', do: 'run', sql: 'CREATE TABLE t (a)' })
      expect(readdirSync(home('new', 'one'))).toEqual(['a.db'])
    })

    test('a new database that could not be begun is not left behind', async () => {
      expect(await failure({ file, do: 'run', sql: 'INSERT INTO nope VALUES (1)' })).toMatchObject({
        code: 'sqlite.wrong-sql',
      })
      expect(await failure({ file, do: 'insert-many', table: 't', rows: [{ a: 1 }] })).toMatchObject({
        code: 'sqlite.no-such-table',
      })
      expect(readdirSync(home())).toEqual([])
    })
  })

  describe('to bring rows in', () => {
    test('objects or lists, into the columns they have', async () => {
      make(PEOPLE)
      expect(
        await bring(
          [
            { name: 'Eve', age: 1 },
            { NAME: 'x', name: 'Bo' },
          ],
          { columns: ['name'] },
        ),
      ).toEqual({ rows: 2 })
      expect(await bring([[10, 'Max', 50]])).toEqual({ rows: 1 })
      expect(await bring([[11, 'Ben']])).toEqual({ rows: 1 })
      expect(await bring([])).toEqual({ rows: 0 })
      expect(look('SELECT name, age FROM people WHERE id > 2 ORDER BY id')).toEqual([
        { name: 'Eve', age: null },
        { name: 'Bo', age: null },
        { name: 'Max', age: 50 },
        { name: 'Ben', age: null },
      ])
    })

    test('makes the table with the types that the values have', async () => {
      const rows: JsonObject[] = [
        { id: 1, n: 1, r: 1, t: 'x', b: true, none: null, o: [1] },
        { id: 2, n: 2, r: 1.5, t: 5, b: false },
      ]
      await bring(rows, { createTable: true, table: 'odd "name"' })
      expect(look(`SELECT name, type FROM pragma_table_info('odd "name"')`)).toEqual([
        { name: 'id', type: 'INTEGER' },
        { name: 'n', type: 'INTEGER' },
        { name: 'r', type: 'REAL' },
        { name: 't', type: 'TEXT' },
        { name: 'b', type: 'INTEGER' },
        { name: 'none', type: 'TEXT' },
        { name: 'o', type: 'TEXT' },
      ])
      expect(look(`SELECT t, o FROM "odd ""name"""`)).toEqual([
        { t: 'x', o: '[1]' },
        { t: '5', o: null },
      ])
    })

    test('updates what is there already', async () => {
      make(PEOPLE)
      const config = { do: 'upsert', conflict: ['ID'] }
      const rows = [
        { id: 1, name: 'Ada L.' },
        { id: 7, name: 'New' },
        { id: 7, name: 'Newer' },
      ]
      expect(await bring(rows, config)).toEqual({ rows: 3 })
      expect(await bring(rows, config)).toEqual({ rows: 3 })
      expect(look('SELECT * FROM people WHERE id <> 2')).toEqual([
        { id: 1, name: 'Ada L.', age: 36 },
        { id: 7, name: 'Newer', age: null },
      ])
      make('CREATE TABLE tags (tag TEXT UNIQUE)')
      expect(
        await bring([{ tag: 'a' }, { tag: 'a' }], { do: 'upsert', table: 'tags', conflict: ['tag'] }),
      ).toEqual({ rows: 2 })
      expect(look('SELECT * FROM tags')).toEqual([{ tag: 'a' }])
    })

    test('10,000 rows of any width are what they were', async () => {
      for (const width of [1, 7, 1200]) {
        const names = Array.from({ length: width }, (_, i) => `c${i}`)
        const rows = Array.from({ length: width > 1000 ? 20 : 10_000 }, (_, n) =>
          Object.fromEntries(names.map((name, i) => [name, n * width + i])),
        )
        await bring(rows, { table: `t${width}`, createTable: true })
        expect(look(`SELECT * FROM t${width} ORDER BY c0`)).toEqual(rows)
      }
    })

    test('one row that is not taken: none is, and it is named', async () => {
      make(PEOPLE)
      const rows: JsonObject[] = Array.from({ length: 1000 }, (_, i) => ({ name: `N${i}` }))
      rows[777] = { name: null }
      const error = await failure({ file, do: 'insert-many', table: 'people', rows: '{{ input }}' }, rows)
      expect(error).toMatchObject({ code: 'sqlite.row-refused', details: { row: 778 } })
      expect(error.message).toContain('Row 778 is not taken: NOT NULL constraint failed: people.name.')
      expect(look('SELECT count(*) n FROM people')).toEqual([{ n: 2 }])
    })

    test.each([
      [{ table: 'nope' }, 'sqlite.no-such-table', 'no table "nope"'],
      [{ rows: [{ nme: 1 }] }, 'sqlite.no-such-column', 'no column "nme"'],
      [{ rows: [[1, 'a', 2, 3]] }, 'sqlite.row-refused', 'it has 4 values for 3 columns'],
      [{ rows: [[3, 'a'], [2]] }, 'sqlite.row-refused', 'Row 2 is not taken: it has 1 values for 2 columns'],
      [{ rows: [5] }, 'data.not-a-row', 'Row 1'],
      [{ table: '' }, 'config.required', '"Table" is missing'],
      [{ table: '{{ " " }}' }, 'config.required', '"Table" is empty'],
      [{ from: '~/a.csv' }, 'config.one-too-many', '"Rows" and "CSV file" are both filled in'],
      [{ from: '{{ "~/a.csv" }}' }, 'config.required', 'both rows and a CSV file'],
      [{ do: 'upsert' }, 'config.required', '"A row is the same if these columns are" is missing'],
      [{ do: 'upsert', conflict: '{{ [] }}' }, 'config.out-of-range', 'needs 1 or more'],
      [
        { do: 'upsert', conflict: ['name'] },
        'sqlite.no-such-key',
        'no PRIMARY KEY or UNIQUE of just these columns: name',
      ],
      [{ do: 'upsert', conflict: ['nme'] }, 'sqlite.no-such-column', 'no column "nme"'],
    ])('refuses %j with %s', async (config, code, said) => {
      make(PEOPLE)
      const order = {
        file,
        do: 'insert-many',
        table: 'people',
        rows: [{ name: 'x' }],
        ...config,
      } as JsonObject
      const error = await failure(order)
      expect(error).toMatchObject({ code, fix: expect.any(String) })
      expect(error.message).toContain(said)
      expect(look('SELECT count(*) n FROM people')).toEqual([{ n: 2 }])
    })
  })

  describe('from a CSV file', () => {
    const put = (content: string | Uint8Array) => writeFileSync(home('a.csv'), content)
    const from = (config: JsonObject = {}): JsonObject => ({
      ...{ file, do: 'insert-many', table: 'people', from: '~/a.csv', ...config },
    })

    test('columns go by name, numbers become numbers where the column is one', async () => {
      make(PEOPLE)
      put('\ufeffAge;name;other\r\n7;Eve;x\r\n;Bo;y\r\n')
      expect(await failure(from())).toMatchObject({ code: 'sqlite.no-such-column' })
      expect(await output(from({ columns: ['name', 'Age'] }))).toEqual({ rows: 2 })
      expect(look('SELECT name, age FROM people WHERE id > 2')).toEqual([
        { name: 'Eve', age: 7 },
        { name: 'Bo', age: '' },
      ])
      expect(await failure(from({ columns: ['nme'] }))).toMatchObject({ code: 'data.no-such-column' })
    })

    test('updates what is there already', async () => {
      make(PEOPLE)
      put('id,name\n1,Ada L.\n3,Eve\n')
      expect(await output(from({ do: 'upsert', conflict: ['id'] }))).toEqual({ rows: 2 })
      expect(look('SELECT id, name FROM people')).toEqual([
        { id: 1, name: 'Ada L.' },
        { id: 2, name: 'Tim' },
        { id: 3, name: 'Eve' },
      ])
    })

    test('reads other encodings, and files with only a header', async () => {
      put(Buffer.from('a\nä', 'latin1'))
      expect(await output(from({ table: 't', createTable: true, encoding: 'windows-1252' }))).toEqual({
        rows: 1,
      })
      expect(look('SELECT a FROM t')).toEqual([{ a: 'ä' }])
      put('a,b\n')
      expect(await output(from({ table: 't' }))).toEqual({ rows: 0 })
    })

    test('100,000 rows, and one that is wrong at their end: all of them or none', async () => {
      const lines = Array.from({ length: 100_000 }, (_, i) => `N${i},${i}\n`).join('')
      put(`name,age\n${lines}`)
      make(PEOPLE)
      expect(await output(from())).toEqual({ rows: 100_000 })
      expect(look('SELECT count(*) n, sum(age) s FROM people WHERE id > 2')).toEqual([
        { n: 100_000, s: 4999950000 },
      ])
      put(`name,age\n${lines}last\n`)
      const error = await failure(from())
      expect(error).toMatchObject({ code: 'data.broken-csv', details: { line: 100_002, column: 5 } })
      put(`id,name\n${'1,Ada\n'}`)
      expect((await failure(from())).message).toContain(
        'Row 1 of ~/a.csv is not taken: UNIQUE constraint failed',
      )
      expect(look('SELECT count(*) n FROM people')).toEqual([{ n: 100_002 }])
    })

    test('a file cut short at 20 places: whole rows, or none at all', async () => {
      const whole = Buffer.from('name,age\n"A, ""B""",1\nÄ,2\n"C\nD",3\n')
      for (let i = 0; i < 20; i++) {
        const cut = whole.subarray(0, Math.floor((whole.length * i) / 20))
        put(cut)
        make('DROP TABLE IF EXISTS t; CREATE TABLE t (name, age)')
        const read = await output(from({ table: 't' })).catch(() => null)
        const [{ n }] = look('SELECT count(*) n FROM t') as [{ n: number }]
        expect(n).toBe(read === null ? 0 : (read as { rows: number }).rows)
      }
    })
  })

  describe('what is wrong is said plainly', () => {
    test.each([
      ['SELECT *\nFRM people', 'sqlite.wrong-sql', 'line 2, column 1: near "FRM": syntax error'],
      ['SELECT name name name FROM people', 'sqlite.wrong-sql', 'line 1, column 18: near "name"'],
      ["SELECT 'frm', frm frm frm", 'sqlite.wrong-sql', 'line 1, column 23: near "frm"'],
      ['SELECT (1', 'sqlite.wrong-sql', 'line 1, column 10: incomplete input'],
      ["SELECT 'abc", 'sqlite.wrong-sql', 'line 1, column 8: unrecognized token'],
      ['SELECT name\nFROM nope', 'sqlite.wrong-sql', 'line 2, column 6: no such table: nope'],
      ['SELECT p.nme FROM people p', 'sqlite.wrong-sql', 'line 1, column 10: no such column: p.nme'],
      ["SELECT load_extension('x')", 'sqlite.wrong-sql', 'not authorized'],
      ['SELECT :a', 'sqlite.wrong-parameters', 'names'],
      ['SELECT ?', 'sqlite.wrong-parameters', 'more parameters'],
      ['SELECT 1; SELECT 2', 'sqlite.wrong-parameters', 'more than one statement'],
      ['-- nothing', 'sqlite.wrong-parameters', 'no statement'],
      [' ', 'config.required', '"SQL" is empty'],
      ["ATTACH 'x.db' AS x", 'sqlite.other-file', 'line 1, column 1: ATTACH'],
    ])('%j', async (sql, code, said) => {
      make(PEOPLE)
      const error = await failure({ file, sql })
      expect(error).toMatchObject({ code, fix: expect.any(String) })
      expect(error.message).toContain(said)
    })

    test('parameters', async () => {
      make(PEOPLE)
      const wrong = async (sql: string, parameters: Json) =>
        (await failure({ file, sql, parameters })).message
      expect(await wrong('SELECT :a', { b: 1 })).toContain('asks for a parameter "a"')
      expect(await wrong('SELECT ?', [1, 2])).toContain('fewer parameters')
      expect(await wrong('SELECT ?', 5)).toContain('names with values or a list, but got the number 5')
    })

    test('tables there are', async () => {
      make(PEOPLE)
      expect(await failure({ file, sql: 'SELECT * FROM peple' })).toMatchObject({ fix: 'There are: people.' })
    })

    test('files that are no databases, damaged, cut short, or not to be opened', async () => {
      writeFileSync(home('a.db'), 'name,age\nAda,36\n'.repeat(100))
      for (const kind of ['query', 'run'])
        expect(await failure({ file, do: kind, sql: 'SELECT 1' })).toMatchObject({
          code: 'sqlite.not-a-database',
        })
      expect(readFileSync(home('a.db'), 'utf8')).toMatch(/^name,age/)
      expect(await failure({ file: '~', sql: 'SELECT 1' })).toMatchObject({
        code: expect.stringMatching(/^(sqlite|files)\./),
      })
      expect(await failure({ file: '~/a.db/b.db', do: 'run', sql: 'SELECT 1' })).toMatchObject({
        code: 'sqlite.cannot-open',
      })
      expect(await failure({ file: '~/blockloom.db', do: 'run', sql: 'SELECT 1' })).toMatchObject({
        code: 'sqlite.own-database',
      })
    })

    test('a database cut short at 20 places: read right or refused, never a crash', async () => {
      make(
        `${PEOPLE} CREATE TABLE t (a); WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 5000) INSERT INTO t SELECT 'row ' || n FROM c`,
      )
      const whole = readFileSync(home('a.db'))
      let refused = 0
      for (let i = 1; i <= 20; i++) {
        writeFileSync(home('a.db'), whole.subarray(0, Math.floor((whole.length * i) / 21)))
        const rows = await output({ file, sql: 'SELECT a FROM t' }).catch(() => null)
        if (rows !== null) continue
        refused++
        const { code } = await failure({ file, sql: 'SELECT a FROM t' })
        expect([
          'sqlite.damaged',
          'sqlite.not-a-database',
          'sqlite.wrong-sql',
          'sqlite.disk-error',
        ]).toContain(code)
      }
      expect(refused).toBeGreaterThan(10)
    })

    test("a Blockloom's own database, under whatever name", async () => {
      make(`PRAGMA application_id = ${0x424c4b4c}; CREATE TABLE t (a)`)
      for (const kind of ['query', 'run'])
        expect(await failure({ file, do: kind, sql: 'SELECT * FROM t' })).toMatchObject({
          code: 'sqlite.own-database',
        })
    })
  })

  describe('while another program holds the database', () => {
    test('it waits until that is done', async () => {
      make(PEOPLE)
      const other = new Database(home('a.db'))
      other.exec('BEGIN EXCLUSIVE')
      const waiting = [
        ask('SELECT count(*) n FROM people'),
        change("INSERT INTO people (name) VALUES ('Eve')"),
        bring([{ name: 'Bo' }]),
      ]
      await new Promise((resolve) => setTimeout(resolve, 50))
      other.exec('COMMIT')
      other.close()
      await Promise.all(waiting)
      expect(look('SELECT count(*) n FROM people')).toEqual([{ n: 4 }])
    })

    test('it gives up after a while, which may be tried again', async () => {
      make(PEOPLE)
      const other = new Database(home('a.db'))
      other.exec('BEGIN EXCLUSIVE')
      let slept = 0
      const sleep = async (ms: number): Promise<void> => {
        slept += ms
      }
      const ctx = { files: makeFiles({ home: home() }), sleep }
      const deed = withDatabase(file, 'change', ctx, async () => 1)
      await expect(deed).rejects.toMatchObject({ code: 'sqlite.busy', retryable: true })
      expect(slept).toBeGreaterThanOrEqual(10_000)
      other.close()
    })
  })

  test('stays in the folders that flows may use', async () => {
    mkdirSync(home('ok'))
    make(PEOPLE)
    const ctx = { files: makeFiles({ home: home(), allowed: [home('ok')] }), sleep: async () => undefined }
    await expect(withDatabase(file, 'change', ctx, async () => 1)).rejects.toMatchObject({
      code: 'files.outside-allowed',
    })
    expect(await withDatabase('~/ok/a.db', 'change', ctx, async () => 1)).toBe(1)
  })

  test('stopped in the middle, it has changed nothing', async () => {
    const { insertMany } = await import('./insert-many.ts')
    make(PEOPLE)
    writeFileSync(home('a.csv'), `name\n${'x\n'.repeat(100_000)}`)
    let turns = 0
    const ctx = {
      files: makeFiles({ home: home() }),
      sleep: async () => undefined,
      progress: () => undefined,
      breathe: () => (++turns > 2 ? Promise.reject(new Error('stopped')) : undefined),
    } as Partial<BlockContext> as BlockContext
    const config = {
      file,
      table: 'people',
      from: '~/a.csv',
      createTable: false,
      delimiter: 'auto',
      encoding: 'utf-8',
    }
    await expect(insertMany(config, ctx, false)).rejects.toThrow('stopped')
    expect(look('SELECT count(*) n FROM people')).toEqual([{ n: 2 }])
    expect(existsSync(home('a.db-journal'))).toBe(false)
  })
})
