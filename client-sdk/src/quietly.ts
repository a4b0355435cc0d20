/** Does what must not change the outcome of a call, such as telling those who watch it. */
export async function quietly(work: () => unknown) {
  try {
    await work()
  } catch {}
}
