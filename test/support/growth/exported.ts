import ts from 'typescript'

/** Exported functions that are given a text, a request, or a value of which nothing is known, first: `file function` for each. */
export function readersIn(path: string, text: string): string[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  return file.statements.filter(isExported).flatMap((statement) => {
    if (ts.isFunctionDeclaration(statement)) return named(path, statement.name, statement)
    if (!ts.isVariableStatement(statement)) return []
    return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
      initializer !== undefined && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
        ? named(path, name, initializer)
        : [],
    )
  })
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false
}

function named(path: string, name: ts.Node | undefined, { parameters }: ts.SignatureDeclaration): string[] {
  const [first] = parameters
  // What was thrown is nobody's text.
  const given = first?.name.getText() === 'error' ? '' : (first?.type?.getText() ?? '')
  return /^(readonly )?(string|unknown|IncomingMessage)\b/.test(given)
    ? [`${path} ${name?.getText() ?? 'default'}`]
    : []
}
