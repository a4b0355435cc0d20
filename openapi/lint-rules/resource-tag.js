import { collection, eachOperation } from './lib/operations.js'

const TAG_OF = { oauth: 'auth', '.well-known': 'auth' }

/** An operation has one tag: the collection of its path, which is also its place in the SDK. */
export default () =>
  eachOperation(({ path, name, node, location }, { report }) => {
    const wanted = TAG_OF[collection(path)] ?? collection(path)
    const tags = node.tags ?? []
    if (tags.length !== 1 || tags[0] !== wanted) {
      report({ message: `${name} has the tags [${tags.join(', ')}]. Give it tags: [${wanted}].`, location })
    }
  })
