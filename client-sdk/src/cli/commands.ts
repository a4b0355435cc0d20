import { bodyFlag, common, contentTypeFlag, keyFlag, listing } from './options.ts'
import type { Command, Flag } from './program.ts'

/** Commands that are no resource's, with what they do. */
export const others: Record<string, string> = {
  login: 'Keep credentials for later calls.',
  logout: 'Forget them.',
  whoami: 'Show whose credentials a call would use.',
  completion: 'Let bash, zsh or fish complete commands.',
  help: 'Show the help of a command.',
}

/** The flags of the client itself that a command takes beside those for every command. */
export function clientFlags({ body, method, list }: Command): Flag[] {
  const types = Object.keys(body?.types ?? {})
  return [
    ...(body ? [bodyFlag] : []),
    ...(types.length > 1 ? [contentTypeFlag(types)] : []),
    ...(method === 'GET' ? [] : [keyFlag]),
    ...(list ? listing : []),
  ]
}

/** All the flags that a command takes. */
export const flagsOf = (command: Command): Flag[] => [...command.flags, ...clientFlags(command), ...common]
