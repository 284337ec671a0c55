import type * as t from '@babel/types';
import type { Member, Role } from '../catalog/opentracing-api';
import type { FunctionNode } from '../parse/functions';
import type { SourceFile } from '../parse/source-file';
import type { TypedValue, ValuePart } from '../types-oracle/type-oracle';
import type { Binding, Scopes } from './scopes/scope';

export type { TypedValue, ValuePart };

/** How we know what an expression is, strongest first. */
export type Evidence = 'import' | 'annotation' | 'type' | 'flow' | 'call-site' | 'field' | 'format' | 'use';

/** What is known of one expression, pattern or binding. Absent where nothing of OpenTracing is proven to reach it. */
export interface Fact {
  /** The OpenTracing roles that reach it. More than one is a union, such as Span | SpanContext. */
  readonly roles: ReadonlySet<Role>;
  /** Something that is known not to be OpenTracing's reaches it as well (another class's instance, a function, ...). */
  readonly mixed: boolean;
  /** That is, or may be, an object, and not only text, numbers and the like. */
  readonly mixedWithObjects: boolean;
  /** It comes of something that stays, or a cast says it of something else. */
  readonly doubtful: boolean;
  /** What a test puts in the place of the real thing is among it. */
  readonly standIn: boolean;
  /** undefined or null may reach it: a literal, a missing initialiser, an optional parameter, `| undefined`, `extract()`. */
  readonly nullable: boolean;
  /** Which of the two it is, as far as that is known: `extract()` gives null, what is not given is undefined. */
  readonly maybeNull: boolean;
  readonly maybeUndefined: boolean;
  /** Or it is false, 0 or an empty text: `flag && context`. */
  readonly maybeFalse: boolean;
  /** It is, or comes of, a member or element that may not have been set when it is read. */
  readonly unset: boolean;
  /** Arrays and iterables of the roles, promises of them, and so on, are not the role itself. */
  readonly container: 'none' | 'array' | 'promise' | 'map';
  readonly evidence: Evidence;
}

/** A variable, field or expression that must be migrated as a whole or not at all. Ids are unique in a project. */
export interface Unit {
  readonly id: string;
  readonly kind: 'variable' | 'field' | 'expression';
  /** What a person calls it in a message: `span`, `this.span`, `req.span`, `getSpan(...)`. */
  readonly name: string;
}

/** A call of an OpenTracing member whose receiver is proven. The codemod must settle every one: rewrite it or report it. */
export interface CallSite {
  readonly node: t.CallExpression | t.OptionalCallExpression | t.NewExpression;
  readonly member: Member;
  /** The object it is called on; null for functions and constructors. */
  readonly receiver: t.Expression | null;
  readonly unit: Unit;
  readonly evidence: Evidence;
}

/** A mention, as a value, of a name that OpenTracing exports: `Tags.ERROR`, `FORMAT_HTTP_HEADERS`, `opentracing.Span` in instanceof. */
export interface ValueReference {
  /** The whole expression: the member expression, or the identifier bound by the import. */
  readonly node: t.Expression;
  /** The dotted path within the package: `Tags.ERROR`, `FORMAT_HTTP_HEADERS`, `Tracer`, `` (empty) for the namespace itself. */
  readonly name: string;
}

/** A mention, as a type, of a name that OpenTracing exports (TypeScript, Flow or JSDoc). */
export interface TypeReference {
  /** For JSDoc the range of the name inside the comment, with no tree node. */
  readonly start: number;
  readonly end: number;
  readonly node: t.Node | null;
  readonly name: string;
  /** What a comment describes by it: a parameter, a variable, or what it casts. */
  readonly holder?: t.Node | undefined;
}

/** An import, require, `import =`, re-export or dynamic import of OpenTracing or of a package that makes tracers. */
export interface ImportSite {
  readonly node: t.Node;
  /** As written: `opentracing`, `opentracing/lib/ext/tags`, `jaeger-client`, `./tracing` is not one. */
  readonly specifier: string;
  readonly form: 'import' | 'require' | 'import-equals' | 'dynamic' | 're-export';
  readonly typeOnly: boolean;
}

/** A call that looks like OpenTracing's and could not be proven: stays, and is reported where the file concerns tracing. */
export interface Suspect {
  readonly node: t.CallExpression | t.OptionalCallExpression;
  readonly method: string;
  /**
   * `derived`: it is called on what comes of a call that stays. `moved`: it is called on what comes from OpenTelemetry, which is
   * told where its receiver was kept.
   */
  readonly reason: 'unresolved' | 'union' | 'derived' | 'moved';
  /** The module that its receiver comes from, where that leads to no file and no package. */
  readonly from?: string | undefined;
  /** Where that comes from which the receiver may be as well: a place of the project, or another tracing library. */
  readonly rival?:
    | { readonly path: string; readonly line: number }
    | { readonly package: string; readonly isKnown: boolean }
    | undefined;
  /** The program can tell which it is: then the call is rewritten for both. */
  readonly isEither?: boolean;
  /** What stays with the call: its receiver, and what its result is kept in. */
  readonly units?: readonly Unit[];
  /** A type guard of the project takes its receiver for something of OpenTracing's. */
  readonly isGuarded?: boolean;
}

/** Options in OpenTracing's words that reach a start which has moved already. */
export interface OldOptions {
  readonly node: t.ObjectExpression;
  /** What the start does not read, or not as it is. */
  readonly keys: readonly string[];
  /** The start. */
  readonly where: { readonly path: string; readonly line: number };
}

/** A call of a member that the project declares with the type of a tracer's method, such as `startSpan: Tracer['startSpan']`. */
export interface BorrowedCall {
  readonly node: t.CallExpression | t.OptionalCallExpression;
  readonly method: string;
  /** Where the member is declared. */
  readonly declared: { readonly path: string; readonly line: number; readonly node: t.Node };
}

/** A call by the name of one of OpenTracing's methods, of what the project has made around OpenTracing or in its place. */
export interface OwnCall {
  readonly node: t.CallExpression | t.OptionalCallExpression;
  /** What it is made on, and where that stands. */
  readonly owner: {
    readonly kind: 'class' | 'object' | 'function';
    readonly name: string | undefined;
    /** Whether it is made like one of OpenTracing's own, or calls OpenTracing inside. */
    readonly relation: 'implements' | 'uses';
    readonly path: string;
    readonly line: number;
  };
}

/** Object literals that may reach an expression or are copied to it, for options, tags, log fields and references built elsewhere. */
export interface ObjectSources {
  readonly literals: readonly { readonly file: string; readonly node: t.ObjectExpression }[];
  /** Assignments `x.key = value` to one of them after it was made. */
  readonly writes: readonly { readonly file: string; readonly node: t.AssignmentExpression; readonly key: string }[];
  /** False where something unknown may reach it as well (a parameter of a function that others may call, a spread, ...). */
  readonly complete: boolean;
  /** There is one literal, and the expression names it by way of constants alone: neither another nor nothing can stand there. */
  readonly isConstant: boolean;
}

/** A function of the project, with what stands behind its `return`s. */
export interface FunctionSource {
  readonly file: string;
  readonly node: t.Function;
  readonly returns: readonly t.Expression[];
}

/** What the project says of something that is called: a function or constructor, or the method or type of an interface. */
export interface Signature {
  readonly path: string;
  readonly node: FunctionNode | t.TSMethodSignature | t.TSFunctionType;
}

/** A call of a function of the project, or what makes an instance by its constructor. */
export interface CallOfFunction {
  readonly path: string;
  readonly node: CallSite['node'];
}

/** A method read as a value: `span.finish.bind(span)`, `const { finish } = span`. */
export interface MethodRead {
  readonly node: t.MemberExpression | t.OptionalMemberExpression | t.ObjectProperty;
  readonly member: Member;
  readonly receiver: t.Node;
  readonly unit: Unit;
  /** Nothing else that the receiver may be has such a method, but for what a test passes in its place. */
  readonly certain: boolean;
}

/** What a test passes in place of an OpenTracing object: a literal, the body of a class, or a function that a test runner makes. */
export interface StandIn {
  readonly node: t.ObjectExpression | t.ClassBody | t.CallExpression;
  readonly role: Role;
  /** It, and what is asked of it by its name; other uses of a variable that it is kept in do not keep it from moving. */
  readonly unit: Unit;
  /** Members that are written to it by statements of its file: `mock.finish = jest.fn();`. */
  readonly assigned: readonly AssignedMember[];
  /** Those of which no double before it speaks. */
  readonly firstAssigned: readonly AssignedMember[];
  /** Doubles that these are written to as well. */
  readonly companions: readonly Unit[];
  /** Where its methods are called or read, by the program and by the test itself. */
  readonly uses: readonly StandInUse[];
}

/** A member of a double that is written to it by a statement of its own. */
export interface AssignedMember {
  readonly node: t.AssignmentExpression;
  readonly left: t.MemberExpression;
  readonly name: string;
  readonly statement: t.ExpressionStatement;
}

/** A place where a method of a double is called, or read. */
export interface StandInUse {
  readonly node: t.Node;
  /** It stays, whatever is proposed there: what is called may be something else of the project as well. */
  readonly stays: boolean;
}

/** A class, a function with a prototype or an object that is a Tracer, Span or SpanContext itself, not a program that uses one. */
export interface Implementation {
  readonly path: string;
  readonly node: t.Class | t.FunctionDeclaration | t.FunctionExpression | t.ObjectExpression;
  readonly name: string;
  readonly role: Role;
  /** What stands in them is its own business. */
  readonly bodies: readonly t.Node[];
}

/** A package that is a tracer. */
export interface TracerPackage {
  readonly folder: string;
  readonly name: string;
  /** The tracer that it is. */
  readonly tracer: Implementation;
}

export interface FileFacts {
  readonly source: SourceFile;
  readonly scopes: Scopes;
  readonly calls: readonly CallSite[];
  readonly values: readonly ValueReference[];
  readonly types: readonly TypeReference[];
  readonly imports: readonly ImportSite[];
  /** Imports of other people's packages that speak OpenTracing with what they are given. */
  readonly speakers: readonly ImportSite[];
  readonly suspects: readonly Suspect[];
  readonly oldOptions: readonly OldOptions[];
  readonly borrowed: readonly BorrowedCall[];
  /** Methods of OpenTracing objects that are read and not called here. */
  readonly reads: readonly MethodRead[];
  /** Hand-written mocks of this file that code of the project is tried with. */
  readonly standIns: readonly StandIn[];
  /** What is a Tracer, Span or SpanContext itself: reported and not rewritten. */
  readonly implementations: readonly Implementation[];
  /** Interfaces and type literals of the file by which spans go: they say what a span can do, in OpenTracing's words. */
  readonly describedSpans: readonly t.Node[];
  /** Interfaces of the file that extend OpenTracing's types and that a class of the project implements: they stay what they are. */
  readonly implementedHeirs: readonly t.Node[];
  /** The package that the file is part of, where that is a tracer: then the file stays as a whole. */
  readonly tracerPackage: TracerPackage | undefined;
  /** Calls that look like OpenTracing's and are the project's own. */
  ownCalls(): readonly OwnCall[];
  /** What is known of an expression, an identifier pattern, a parameter or a class member. */
  factOf(node: t.Node): Fact | undefined;
  /** Whether something of which nothing is known may come there as well: one call of a function gives it a span, and another `request.trace`. */
  mayBeUnknown(node: t.Node): boolean;
  /** The same, if it may be nothing at all. */
  mayBeUnknownOrMissing(node: t.Node): boolean;
  /** The unit that an expression belongs to when it is used as a receiver, an argument or a target. */
  unitOf(node: t.Node): Unit;
  /** The field that a parameter with a modifier makes. */
  fieldOf(property: t.TSParameterProperty): Unit | undefined;
  objectsOf(node: t.Node): ObjectSources;
  /** Whether what is seen to reach an expression is an array, and nothing else that can be gone through. */
  isArray(node: t.Node): boolean;
  /** The functions of the project that a callee may be; undefined where it may be anything else as well. */
  functionsOf(callee: t.Node): readonly FunctionSource[] | undefined;
  /** What a call puts together to a new object: the literal that this begins as, and what is copied to it. */
  mergedBy(call: t.CallExpression): readonly t.Expression[] | undefined;
  /** What the project says of what is called, as far as it is seen. */
  signaturesOf(call: CallSite['node']): readonly Signature[];
  /** Whether an expression is an instance of a class of the project that is a tracer itself, and not declared to be any tracer. */
  isOwnTracer(node: t.Node): boolean;
  /** What the project implements itself, if a variable or a field may hold it as well, or a function give it. */
  ownBeside(place: t.Node, role: Role): Implementation | undefined;
  /** The package of which nothing is known, if what that gives may be there as well, and no type says that it is OpenTracing's. */
  packageBeside(place: t.Node, role: Role): string | undefined;
  /**
   * Whether a test puts a function of its own in the place of the method of OpenTracing's that is called here, and gives its own span; or has it called
   * on a double that answers to any name. Also where an earlier run has moved the test, and that method of OpenTelemetry's is what it replaces.
   */
  isReplaced(call: t.Node): boolean;
  /** Whether a cast says OpenTracing of what is seen to be something else. */
  isDoubtfulCast(node: t.Node): boolean;
  /** Whether a call of a test makes a double of a class of OpenTracing. */
  isClassDouble(call: t.Node): boolean;
  /** The doubles of tests that an expression may be. */
  standInsAt(node: t.Node): readonly Unit[];
  /** Whether an expression may be a double of a test that answers to a method of a span by its old and by its new name. */
  isBetween(node: t.Node, method: string): boolean;
  /** Whether what a call is made on may be a double of a test. */
  isOfDouble(call: t.Node): boolean;
  /** The literal string an expression always is (string, template without holes, `Tags.X`, const with such an initialiser, also across files). */
  stringOf(node: t.Node): string | undefined;
  /** The strings that are seen to reach an expression; others may reach it as well. */
  stringsOf(node: t.Node): ReadonlySet<string>;
  /** What a type checker says of the value of an expression; undefined where there is none, or it cannot tell. */
  typedValueOf(node: t.Node): TypedValue | undefined;
  /** What the source of a TypeScript file says of it by annotations, where no checker can be asked; undefined where it does not tell. */
  writtenValueOf(node: t.Node): TypedValue | undefined;
}

/** The way of options that are built in one place and given to startSpan in another: all of it moves as one. */
export interface OptionFlow {
  readonly unit: Unit;
  /** The parameters and variables that they come in. */
  readonly carriers: readonly OptionCarrier[];
  /** The functions that give them. */
  readonly makers: readonly OptionMaker[];
  /** The members of interfaces that declare the methods which they are given to. */
  readonly declarations: readonly t.Node[];
  /** The literals that they are. */
  readonly literals: readonly OptionLiteral[];
  /** Some of them are for a start that has moved in an earlier run. */
  readonly hasMoved: boolean;
  /** A parameter by which callers outside of the project give some too, in the type that says what they are; undefined where none do. */
  readonly outside: { readonly binding: Binding; readonly why: string } | undefined;
  /** Whether they name a parent is asked on the way. */
  readonly isAsked: boolean;
  /** Their tags are looked into on the way, or written to. */
  readonly areTagsUsed: boolean;
  /** Why others may come that way that nobody sees, or are looked into on the way; undefined where all is known. */
  readonly open: string | undefined;
}

/** Options as they are written, on their way to a start. */
export interface OptionLiteral {
  readonly path: string;
  readonly node: t.ObjectExpression;
  /** They have moved in an earlier run. */
  readonly isDone: boolean;
}

/** A place that options pass on their way. */
interface OptionPlace {
  /** Some of those that come there name a parent. */
  readonly withParent: boolean;
  /** Types of the project that it is declared with. */
  readonly declared: readonly OptionsDeclaration[];
}

/** A type of the project that has what OpenTracing's options have: an interface that extends them, or another name of theirs. */
export type OptionsDeclaration = t.TSInterfaceDeclaration | t.TSTypeAliasDeclaration;

/** A parameter or variable that options come in. */
export interface OptionCarrier extends OptionPlace {
  readonly binding: Binding;
}

/** A function of the project that gives options. */
export interface OptionMaker extends OptionPlace {
  readonly node: FunctionNode;
  /** All calls of it. */
  readonly calls: readonly t.Node[];
  /** It may give nothing instead. */
  readonly mayGiveNothing: boolean;
}

/** Literals that the options of a startSpan are made of and that stand elsewhere, as far as they are seen. */
export interface BuiltOptions {
  readonly call: CallSite['node'];
  /** What stays with the call. */
  readonly unit: Unit;
  readonly literals: readonly { readonly path: string; readonly node: t.ObjectExpression }[];
}

/** A module that those who install a package load, and which spans, contexts or tracers go in or out by. */
export interface PublicEntry {
  readonly path: string;
  /** As they import it. */
  readonly name: string;
  /** What they go in or out by; `module.exports` for the module itself. */
  readonly exports: readonly string[];
  /** What the first function among them takes and gives. */
  readonly by: { readonly path: string; readonly nodes: readonly t.Node[] } | undefined;
}

/** A tracer of the project that is made the global one. */
export interface OwnGlobalTracer {
  readonly tracer: Implementation;
  /**
   * What is the project's own: the spans or the headers; or only what is added to the spans of another tracer, which `inject` and `extract`
   * reach, or have no effect.
   */
  readonly own: 'all' | 'what it adds' | 'what it adds, without headers';
}

export interface ProjectFacts {
  readonly files: ReadonlyMap<string, FileFacts>;
  /** Asked for where a startSpan is given options from elsewhere. */
  optionFlows(): readonly OptionFlow[];
  builtOptions(): readonly BuiltOptions[];
  /** The calls that may reach a function or constructor of the project, in whatever file. */
  callsOf(fn: t.Node): readonly CallOfFunction[];
  publicEntries(): readonly PublicEntry[];
  /** Whether a package of the project has the name that a specifier begins with. */
  hasPackage(specifier: string): boolean;
  /** Whether a program is seen to load both of two files; one that tries them is none. */
  areLoadedTogether(one: string, other: string): boolean;
  /** Whether one program may load both of two files, so that what the one makes global is what the other gets. */
  mayShareProgram(one: string, other: string): boolean;
  /** Whether the code of a file may be loaded beside a test; true where that cannot be told. */
  mayMeet(test: string, path: string): boolean;
  /** The project's own tracer that a file gets for the global one. */
  ownGlobalTracerFor(path: string): OwnGlobalTracer | undefined;
}
