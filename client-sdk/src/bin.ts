#!/usr/bin/env node
import { main } from './cli/main.ts'
import { program } from './v2/cli/index.ts'

await main(program)
