/**
 * The SDK beside stripe-node, openai-node, octokit and the client that Redocly generates for the same contract: what each
 * makes of a day when things go wrong, and what one operation weighs. Installs the peers into a temporary folder, plays on
 * loopback, and prints a Markdown table: `node --conditions=stockroom-source test/bench/sdk-compared.ts [row]`, where a
 * part of a row's name plays that row alone. Takes about three minutes.
 */
import { rmSync } from 'node:fs'
import { install, loadPeers } from './sdk-compared/peers.ts'
import { rows } from './sdk-compared/rows.ts'
import { weigh } from './sdk-compared/weigh.ts'

const [wanted = ''] = process.argv.slice(2)
const folder = install()
try {
  const peers = await loadPeers(folder)
  const line = (cells: readonly string[]) => console.log(`| ${cells.join(' | ')} |`)
  line(['', ...peers.map(({ name }) => name)])
  line(['---', ...peers.map(() => '---')])
  if (wanted === '') for (const cells of await weigh(folder)) line(cells)
  for (const { name, play } of rows.filter((row) => row.name.includes(wanted))) {
    process.stderr.write(`${name}\n`)
    // Each by itself: a peer that keeps the process busy would cost another its time.
    const cells: string[] = []
    for (const peer of peers) cells.push(await play(peer))
    line([name, ...cells])
  }
} finally {
  rmSync(folder, { recursive: true })
}
// Some peers keep their connections open.
process.exit()
