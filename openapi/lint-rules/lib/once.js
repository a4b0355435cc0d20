/** `report` for a place that several operations reach: the first one speaks for all. */
export function once() {
  const told = new Set()
  return (context, location, message) => {
    const key = `${location.absolutePointer} ${message.replace(/[A-Z]+ \/\S+/g, '')}`
    if (told.has(key)) return
    told.add(key)
    context.report({ message, location })
  }
}
