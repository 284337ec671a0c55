// Values that no sane program passes, and that production passes anyway.
import fc from 'fast-check';

const fail = (): never => {
  throw new Error('hostile');
};

const cyclic = (): object => {
  const value: Record<string, unknown> = { a: 1 };
  value.self = value;
  value.list = [value, { value }];
  return value;
};

const deep = (): object => {
  let value: object = {};
  for (let i = 0; i < 20_000; i++) value = { value };
  return value;
};

const throwing = (): object =>
  Object.defineProperties(
    { fine: 1 },
    { bad: { get: fail, enumerable: true }, event: { get: fail, enumerable: true } },
  );

const revoked = (): object => {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
};

const allTraps: ProxyHandler<object> = {
  get: fail,
  has: fail,
  ownKeys: fail,
  getOwnPropertyDescriptor: fail,
  getPrototypeOf: fail,
};

const brokenError = (): Error => {
  const error = new Error('boom');
  // The stack first: the engine makes it from the message.
  for (const key of ['stack', 'message', 'name', 'code']) Object.defineProperty(error, key, { get: fail });
  return error;
};

class Unspeakable {
  toString = fail;
  toJSON = fail;
  [Symbol.toPrimitive] = fail;
}

/** A parent that fails in every way a parent can be asked. */
const throwingParent = (): object => ({
  context: fail,
  spanContext: fail,
  getSpanContext: fail,
  getBaggage: fail,
  getValue: fail,
  deleteValue: fail,
});

const selfWrapping = (): object => {
  const value: { context: () => unknown } = { context: () => value };
  return value;
};

const MAKERS: (() => unknown)[] = [
  cyclic,
  deep,
  throwing,
  revoked,
  brokenError,
  throwingParent,
  selfWrapping,
  () => new Proxy({}, allTraps),
  () => new Proxy([], allTraps),
  () => new Proxy(() => {}, allTraps),
  () => new Unspeakable(),
  () => [new Unspeakable(), throwing()],
  () => Object.assign(Object.create(null), { a: 1, event: 'error', 'error.object': brokenError() }),
  () => 10n ** 40n,
  () => Symbol('s'),
  () => Symbol.iterator,
  () => 'x'.repeat(2_000_000),
  () => fail,
  () => class Local {},
  () => new Date(Number.NaN),
  () => new Date(8.64e15),
  () => new Map([[{}, cyclic()]]),
  () => new Set([1, cyclic()]),
  () => new WeakMap(),
  () => Promise.resolve(1),
  () => new Uint8Array(8),
  () => new ArrayBuffer(8),
  () => Buffer.alloc(3),
  () => new Array(5),
  () => [1, undefined, null],
  () => ['a', 1],
  () => ({ toJSON: () => undefined }),
  () => ({ toJSON: fail }),
  () => ({ event: Symbol('event'), 'error.object': revoked() }),
  () => ({ event: 'error', 'error.object': new Proxy({}, allTraps) }),
  () => ({ traceId: 'zz', spanId: '' }),
  () => ({ traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: new Unspeakable() }),
  () => ({ type: fail, referencedContext: fail }),
  () => ({ type: () => new Unspeakable(), referencedContext: throwingParent }),
  () => [null, undefined, { type: fail, referencedContext: fail }],
  () => /regex/g,
  () => globalThis,
];

/** Makes a value. Values travel in such a box, since fast-check itself looks into what it generates, and breaks. */
export type Boxed = () => unknown;

/** Anything at all, with a preference for what breaks things. */
export const anyValue: fc.Arbitrary<Boxed> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...MAKERS) },
  {
    weight: 1,
    arbitrary: fc.anything({ withBigInt: true, withDate: true, withMap: true }).map((value) => () => value),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(undefined, null, 0, -0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e300, '', true)
      .map((value) => () => value),
  },
);

const MEMBERS = ['error', 'event', 'error.object', 'error.kind', 'span.kind', 'message', 'stack', '', 'a', '__proto__'];

/** An object whose members are anything, as tags and log fields are; or anything. */
export const anyMembers: fc.Arbitrary<Boxed> = fc.oneof(
  fc.dictionary(fc.constantFrom(...MEMBERS), anyValue).map((boxes) => () => unboxMembers(boxes)),
  anyValue,
);

/** An object with the values of the boxes for members. */
export function unboxMembers(boxes: Record<string, Boxed>): object {
  return Object.fromEntries(Object.entries(boxes).map(([key, box]) => [key, box()]));
}
