import { create } from 'zustand'
import { environment } from './environment.ts'
import { useFlow } from './flow-store.ts'

/** What is asked for: a new secret, or a new value of one that is there. */
export type SecretQuestion = {
  /** filled in; the person may change it where it is free */
  name?: string
  /** the name is what something needs, or is there already: it stays */
  fixed?: boolean
  /** it is there and gets a new value */
  exists?: boolean
  /** told when it was set */
  onSet?(name: string): void
}

type SecretsState = {
  /** the question that stands open, wherever it was asked from */
  question: SecretQuestion | null
  ask(question: SecretQuestion): void
  close(): void
  /** goes up whenever secrets were changed here: who shows them asks again */
  changes: number
  /** secrets were set or deleted */
  changed(): void
}

/** The one dialog that takes a secret's value; its value never comes in here. */
export const useSecrets = create<SecretsState>()((set) => ({
  question: null,
  ask: (question) => set({ question }),
  close: () => set({ question: null }),
  changes: 0,
  changed() {
    set(({ changes }) => ({ changes: changes + 1 }))
    // what was missing in the open flow may be here now
    void useFlow.getState().refreshNames()
  },
}))

/** @throws AppError where this person may not see even the names */
export const secretNames = (): PromiseLike<string[]> => environment().client.secrets.names()
