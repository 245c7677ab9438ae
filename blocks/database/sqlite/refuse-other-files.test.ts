import Database from 'better-sqlite3'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { refuseOtherFiles } from './refuse-other-files.ts'

describe('SQL that would open another file', () => {
  test.each([
    "ATTACH 'x' AS y",
    '  /* a */ -- b\n attach database ? as y',
    "SELECT 1; ATTACH 'x' AS y",
    "SELECT ';'; ATTACH 'x' AS y",
    'SELECT "a;b"; ATTACH \'x\' AS y',
    "VACUUM INTO 'x'",
    "VACUUM main INTO 'x'",
    "SELECT 1 /* unclosed; */; vacuum into 'x'",
  ])('is refused: %s', (sql) => {
    expect(() => refuseOtherFiles(sql)).toThrow('is not allowed')
  })

  test.each([
    "SELECT 'ATTACH x'",
    '-- ATTACH\nSELECT 1',
    'SELECT attach FROM t',
    'VACUUM',
    'INSERT INTO vacuum VALUES (1)',
    'CREATE TABLE t (a); -- ; ATTACH',
  ])('is not: %s', (sql) => {
    expect(() => refuseOtherFiles(sql)).not.toThrow()
  })

  test('however it is dressed up: what SQLite takes for it is refused', () => {
    const dress = fc.constantFrom(
      ...[
        ' ',
        '\n',
        ';',
        '/* ; */',
        "/* ' */",
        '-- x\n',
        '--',
        '/*',
        '*/',
        "'",
        '"',
        '`',
        '[',
        ']',
        'EXPLAIN ',
      ],
      ...["SELECT 'a;';", 'SELECT 1 AS "a;b";', "SELECT 1 AS [a';];", 'SELECT 1 AS `;`;', "SELECT 'it''s;';"],
    )
    let attached = 0
    fc.assert(
      fc.property(fc.array(dress, { maxLength: 5 }), fc.array(dress, { maxLength: 2 }), (before, after) => {
        const sql = `${before.join('')}ATTACH${after.join('')} ':memory:' AS other`
        if (!attaches(sql)) return
        attached++
        expect(() => refuseOtherFiles(sql)).toThrow('is not allowed')
      }),
      { numRuns: 2000 },
    )
    expect(attached).toBeGreaterThan(50)
  })
})

function attaches(sql: string): boolean {
  const db = new Database(':memory:')
  try {
    db.exec(sql)
  } catch {
    // what comes before a mistake has been done all the same
  }
  const databases = db.pragma('database_list') as { name: string }[]
  db.close()
  return databases.some(({ name }) => name === 'other')
}
