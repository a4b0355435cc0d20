/** All kinds of change. */
import type { Kind } from './kind.ts'
import { answers } from './kinds/answers.ts'
import { formKinds } from './kinds/forms.ts'
import { operations } from './kinds/operations.ts'
import { parameterSchemas } from './kinds/parameter-schemas.ts'
import { parameters } from './kinds/parameters.ts'
import { security } from './kinds/security.ts'
import { words } from './kinds/words.ts'
import { kindsOf } from './narrowed.ts'
import { objects, renamed } from './narrowings/objects.ts'
import { types, values } from './narrowings/values.ts'
import { many } from './planted/many.ts'
import { oneWay } from './planted/one-way.ts'
import { restated } from './planted/restated.ts'
import { restatedUnions } from './planted/restated-unions.ts'
import { schemas } from './planted/schemas.ts'
import { unions } from './planted/unions.ts'
import { plantedKinds } from './planted.ts'

/** Kinds whose schema the audit brings along. */
export const planted = [...unions, ...many, ...schemas, ...restated, ...restatedUnions, ...oneWay]

export const kinds: readonly Kind[] = [
  ...operations,
  ...parameterSchemas,
  ...parameters,
  ...formKinds,
  ...security,
  ...answers,
  ...words,
  ...[...values, ...types, ...objects, ...renamed].flatMap(kindsOf),
  ...planted.flatMap(plantedKinds),
]
