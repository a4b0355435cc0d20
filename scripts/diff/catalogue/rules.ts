/** Ids that stand for themselves. */

import type { Entry } from './entry.ts'
import { document } from './rules/document.ts'
import { members } from './rules/members.ts'
import { messages } from './rules/messages.ts'
import { operations } from './rules/operations.ts'
import { parameters } from './rules/parameters.ts'
import { security } from './rules/security.ts'

export const rules: readonly Entry[] = [...operations, ...parameters, ...messages, ...members, ...security, ...document]
