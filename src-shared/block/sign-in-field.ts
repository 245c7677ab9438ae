import { field } from './field.ts'

/** Who asks a server: the parts that go with each way to sign in. */
export const signInField = field.record(
  {
    kind: field.choice(
      [
        { value: 'none', title: 'nobody in particular' },
        { value: 'bearer', title: 'with a token' },
        { value: 'basic', title: 'with name and password' },
        { value: 'key', title: 'with a key' },
      ],
      { title: 'How', default: 'none' },
    ),
    token: field.secret({ title: 'Token', required: true, when: { by: 'kind', in: ['bearer'] } }),
    user: field.text({ title: 'User', required: true, when: { by: 'kind', in: ['basic'] } }),
    password: field.secret({ title: 'Password', when: { by: 'kind', in: ['basic'] } }),
    in: field.choice(
      [
        { value: 'header', title: 'in a header' },
        { value: 'query', title: 'in the address' },
      ],
      { title: 'Where', default: 'header', when: { by: 'kind', in: ['key'] } },
    ),
    name: field.text({
      title: 'Name',
      hint: 'X-Api-Key',
      required: true,
      when: { by: 'kind', in: ['key'] },
    }),
    value: field.secret({ title: 'Key', required: true, when: { by: 'kind', in: ['key'] } }),
  },
  { title: 'Sign in', default: { kind: 'none' }, secrets: true, advanced: true },
)
