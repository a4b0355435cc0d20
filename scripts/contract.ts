#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { commands } from './commands/commands.ts'
import { Failure } from './openapi/failure.ts'

/** `npm run contract -- <command> …`. Exit codes: 0 done, 1 the input is at fault, 2 the command line is. */
async function main([name = 'help', ...args]: string[]): Promise<number> {
  if (name === 'help' || name === '--help' || name === '-h') {
    console.log(overview())
    return 0
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    console.error(`contract: no command "${name}"; there are ${Object.keys(commands).join(', ')}`)
    return 2
  }
  return command.run(args)
}

const overview = (): string =>
  `Usage: npm run contract -- <command> [options]; <command> --help says more\n\n${Object.entries(commands)
    .map(([name, { summary }]) => `  ${name.padEnd(12)} ${summary}`)
    .join('\n')}`

// Half of what a diff of two small contracts takes is reading this program's own sources.
enableCompileCache()
try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  const code = (error as { code?: string }).code ?? ''
  if (error instanceof Failure) {
    console.error(error.message)
    process.exitCode = error.exitCode
  } else if (error instanceof RangeError && error.message.includes('call stack')) {
    console.error('contract: the document nests deeper than can be read; give inner schemas names and refer to them')
    process.exitCode = 1
  } else if (code.startsWith('ERR_PARSE_ARGS')) {
    console.error(`contract: ${(error as Error).message.split('. ')[0]}; see --help`)
    process.exitCode = 2
  } else {
    console.error(`contract: ${(error as Error).message}; this is a fault of the pipeline, DEBUG=1 shows where`)
    if (process.env.DEBUG) console.error((error as Error).stack)
    process.exitCode = (error as { exitCode?: number }).exitCode ?? 1
  }
}
