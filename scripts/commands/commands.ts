/** The commands. Each imports the modules it needs when it runs, so that every command starts fast. */
interface Command {
  summary: string
  /** The exit code. */
  run(args: string[]): Promise<number>
}

const stages: Record<string, string> = {
  bundle: 'One OpenAPI 3.1 document out of all files: openapi.json',
  types: 'TypeScript types of the document: types.ts',
  operations: 'The interface of all handlers and the route table: operations.ts',
  validators: 'Validators of requests and responses, ahead of time: validators.js',
  serializers: 'Serializers of responses, ahead of time: serializers.js',
  sdk: 'The client: sdk/, or client-sdk/src/<version> for our own contract',
  zod: 'Zod 4 schemas beside the client: sdk/zod.ts; our own client has them already',
}

const guard: Record<string, string> = {
  diff: 'What a change of the contract breaks, with a request or response that proves it',
  explain: 'What a finding of diff means, and what to do about it',
  approve: 'Accept a breaking change, with an owner, a reason and an expiry',
  release: 'Freeze the contract as a release, for later diffs',
}

export const commands: Record<string, Command> = {
  lint: {
    summary: 'Check our contract against its rules, any other document against the recommended ones',
    run: async (args) => (await import('./lint.ts')).lintCommand(args),
  },
  ...Object.fromEntries(
    Object.entries(stages).map(([stage, summary]) => [
      stage,
      {
        summary,
        run: async (args) => (await import('./stage.ts')).stageCommand(stage, summary, args),
      } satisfies Command,
    ]),
  ),
  docs: {
    summary: 'The reference as one page that needs no network: docs.html',
    run: async (args) => (await import('./docs.ts')).docsCommand(args),
  },
  generate: {
    summary: 'Everything above that servers and clients need; writes the files that changed',
    run: async (args) => (await import('./generate/generate.ts')).generateCommand(args),
  },
  watch: {
    summary: 'Lint, generate and type-check at each edit',
    run: async (args) => (await import('./watch.ts')).watchCommand(args),
  },
  mock: {
    summary: 'A server that checks requests and answers from the examples',
    run: async (args) => (await import('./mock.ts')).mockCommand(args),
  },
  ...Object.fromEntries(
    Object.entries(guard).map(([name, summary]) => [
      name,
      {
        summary,
        run: async (args) => {
          const { main } = (await import('./diff/cli.ts')) as { main(args: string[]): Promise<number> }
          return main([name, ...args])
        },
      } satisfies Command,
    ]),
  ),
}
