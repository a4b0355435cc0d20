/** A reference leads to a whole entry of a file or of `components`: never into the middle of a schema. */
export default () => ({
  ref(node, { report, location }) {
    const [, pointer = ''] = node.$ref.split('#')
    const segments = pointer.split('/').filter(Boolean)
    if (segments.length <= 1 || (segments[0] === 'components' && segments.length === 3)) return
    report({
      message: `${node.$ref} leads into the middle of a schema. Give that part a name and refer to it.`,
      location,
    })
  },
})
