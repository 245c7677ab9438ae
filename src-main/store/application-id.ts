/** "BLKL" in SQLite's application id: this file is Blockloom's. */
export const APPLICATION_ID = 0x424c4b4c
