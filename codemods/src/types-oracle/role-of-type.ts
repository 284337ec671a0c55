import type { Role } from '../catalog/opentracing-api';
import { type Declaration, inheritsRole, roleOfDeclaration } from './declarations';
import type { TypedRole } from './type-oracle';

/** What must be known of types, whichever checker they come from. */
export interface TypeView<T> {
  /** The members of a union; anything else by itself. A type parameter is its constraint. */
  members(type: T): readonly T[];
  /** The parts of an intersection; anything else by itself. */
  parts(type: T): readonly T[];
  isNullish(type: T): boolean;
  /** Undefined for what is not an instance of a class or interface: primitives, functions, classes themselves, any. */
  declarationOf(type: T): Declaration | undefined;
  basesOf(type: T): readonly T[];
}

/** The one role that all members of a type have, or nothing. */
export function roleOfType<T>(view: TypeView<T>, type: T): TypedRole | undefined {
  const members = view.members(type);
  const present = members.filter((member) => !view.isNullish(member));
  const role = onlyRole(present.map((member) => roleOfParts(view, member)));
  return role === undefined ? undefined : { role, nullable: present.length < members.length };
}

/** Of `Span & { id: string }` one part has a role; parts with different roles say nothing. */
function roleOfParts<T>(view: TypeView<T>, type: T): Role | undefined {
  return onlyRole(view.parts(type).flatMap((part) => roleOfInstance(view, part) ?? []));
}

function roleOfInstance<T>(view: TypeView<T>, type: T, depth = 0): Role | undefined {
  const declaration = view.declarationOf(type);
  if (declaration === undefined || depth > 8) return undefined;
  const own = roleOfDeclaration(declaration);
  if (own !== undefined || !inheritsRole(declaration)) return own;
  return onlyRole(view.basesOf(type).flatMap((base) => roleOfInstance(view, base, depth + 1) ?? []));
}

function onlyRole(roles: readonly (Role | undefined)[]): Role | undefined {
  const [first] = roles;
  return roles.every((role) => role === first) ? first : undefined;
}
