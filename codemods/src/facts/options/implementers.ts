import type * as t from '@babel/types';
import type { Context } from '../constraints/context';
import { shapesFrom } from '../flow/ancestry';
import { Shape } from '../flow/tokens';
import { functionsOf } from '../implementations/implementation-candidates';
import { declaredMember } from '../lookups/declared-member';

/** A method of the project, and the file that it stands in. */
export interface PlacedMethod {
  readonly at: Context;
  readonly node: t.Function;
}

/** A member of an interface that says how a method is called. */
export interface Declaration {
  /** The file of the interface. */
  readonly at: Context;
  readonly type: Shape;
  readonly member: t.Node;
}

/** A class that implements interfaces. */
interface Implementer {
  readonly at: Context;
  readonly prototype: Shape;
  readonly types: readonly Shape[];
}

/** What the classes of a project promise by `implements`, and the methods that keep it. */
export class Implementers {
  readonly #byType = new Map<Shape, Implementer[]>();
  readonly #byClass = new Map<t.Node, readonly Shape[] | undefined>();
  readonly #all: Implementer[] = [];
  /** By the path of the file. */
  readonly #contexts: ReadonlyMap<string, Context>;

  constructor(contexts: readonly Context[]) {
    this.#contexts = new Map(contexts.map((at) => [at.file.source.path, at]));
    for (const at of contexts)
      for (const cls of at.nodes('ClassDeclaration', 'ClassExpression'))
        if (cls.implements?.length) this.#byClass.set(cls, promisedBy(at, cls.implements));
    if (this.#byClass.size === 0) return;
    for (const at of contexts)
      for (const cls of at.nodes('ClassDeclaration', 'ClassExpression')) this.#addClass(at, cls);
  }

  /** The interfaces that a class names; undefined where one of them is none of the project. */
  typesOf(cls: t.Node): readonly Shape[] | undefined {
    return this.#byClass.has(cls) ? this.#byClass.get(cls) : [];
  }

  /** Where the interfaces of a class declare one of its methods. */
  declarationsOf(cls: t.Node, name: string): readonly Declaration[] {
    return (this.typesOf(cls) ?? []).flatMap((type) => {
      const member = type.node ? declaredMember(type.node, name) : undefined;
      const at = this.#contexts.get(type.file);
      return member && at ? [{ at, type, member }] : [];
    });
  }

  /** What a call of a method runs on an object of which no more than a type is known. */
  methodsOf(type: Shape, name: string): readonly PlacedMethod[] {
    return (this.#byType.get(type) ?? []).flatMap((one) => this.#methodsNamed(one, name));
  }

  /** The methods of a name that some interface declares as `isSuch` says. */
  methodsDeclared(name: string, isSuch: (type: Shape) => boolean): readonly PlacedMethod[] {
    return this.#all.filter(({ types }) => types.some(isSuch)).flatMap((one) => this.#methodsNamed(one, name));
  }

  #methodsNamed({ at: { graph }, prototype }: Implementer, name: string): readonly PlacedMethod[] {
    return functionsOf(graph, prototype, name).flatMap(({ file, node }) => {
      const at = this.#contexts.get(file.source.path);
      return at ? [{ at, node }] : [];
    });
  }

  #addClass(at: Context, cls: t.Class): void {
    const prototype = at.graph.findShape(cls.body);
    const types = prototype ? [...shapesFrom([prototype])].flatMap((one) => this.#promised(at, one)) : [];
    if (prototype === undefined || types.length === 0) return;
    const found = { at, prototype, types };
    this.#all.push(found);
    for (const type of types) this.#byType.set(type, [...(this.#byType.get(type) ?? []), found]);
  }

  #promised({ modules }: Context, { node, file }: Shape): readonly Shape[] {
    const cls = node ? modules.fileAt(file)?.source.parents.get(node) : undefined;
    return (cls && this.#byClass.get(cls)) ?? [];
  }
}

function promisedBy(at: Context, clauses: readonly t.Node[]): readonly Shape[] | undefined {
  const types = clauses.map((clause) => [...(at.findSlot(clause)?.tokens ?? [])]);
  const isOwn = types.every((tokens) => tokens.length > 0 && tokens.every(isType));
  return isOwn ? types.flat().flatMap((token) => (isType(token) ? [...shapesFrom([token])] : [])) : undefined;
}

function isType(token: unknown): token is Shape {
  return token instanceof Shape && token.kind === 'type';
}
