import { field } from './field.ts'

/** How the letters of a file that is read as text are written in bytes. */
export const encodingField = field.choice(
  [
    { value: 'utf-8', title: 'UTF-8' },
    { value: 'utf-16', title: 'UTF-16' },
    { value: 'windows-1252', title: 'Windows-1252 (Latin-1)' },
  ],
  {
    title: 'Encoding of the file',
    help: 'A byte order mark in the file decides over this.',
    default: 'utf-8',
    advanced: true,
  },
)
