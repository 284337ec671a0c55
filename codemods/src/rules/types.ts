import type * as t from '@babel/types';
import type { Finding } from '../catalog/findings';
import type { ApiName, HelperName } from '../catalog/opentelemetry-api';
import type { Edit } from '../edit/edit';
import type { FileFacts, ProjectFacts, StandInUse, Unit } from '../facts/types';
import type { SourceFile } from '../parse/source-file';

/** What the user chose; design section 4. */
export interface MigrateOptions {
  /** `active`: callbacks where proven safe; `minimal`: startSpan everywhere. */
  readonly style: 'active' | 'minimal';
  /** `faithful`: a span without childOf is a root; `active`: it joins the caller's trace. */
  readonly parents: 'faithful' | 'active';
  /** followsFrom alone: `parent` and link, or a new root with a `link`. */
  readonly followsFrom: 'parent' | 'link';
  readonly semconv: 'keep' | 'stable' | 'dual';
  /** Wraps values that are not proven primitive in a helper file written into the project. */
  readonly guardValues: boolean;
  /** Leaves `// TODO(ot2otel OTnnn): ...` where something stays. */
  readonly comments: boolean;
  /** Only these rules; undefined for all. */
  readonly only?: readonly RuleName[] | undefined;
}

export type RuleName =
  | 'start-span'
  | 'finish'
  | 'set-tag'
  | 'add-tags'
  | 'log'
  | 'operation-name'
  | 'method-values'
  | 'baggage'
  | 'inject'
  | 'extract'
  | 'span-context'
  | 'tracer'
  | 'tracer-setup'
  | 'constants'
  | 'types'
  | 'mocks'
  | 'mock-tracer';

/** What a rule may ask of the file it is shown. */
export interface FileContext {
  readonly source: SourceFile;
  readonly facts: FileFacts;
  readonly project: ProjectFacts;
  readonly options: MigrateOptions;
  /** Whether code may move into callbacks: `unwanted` by the user, `refused` by a compiler that has seen the result. */
  readonly callbacks: 'wanted' | 'unwanted' | 'refused';
  /** The scope name for trace.getTracer: the nearest package.json's name, or undefined outside a package. */
  readonly packageName: string | undefined;
  /**
   * Where what is written is options that are passed on: no parent is none among them, and the startSpan elsewhere sees to that.
   * `asked`: whether there is one is asked on the way.
   */
  readonly passedOn?: 'asked' | 'unasked';
  /** Where what is written is options whose tags a later line looks into: they have to be there, if there are none. */
  readonly tagsAreAsked?: boolean;
  /** The nearest package.json above the file, as parsed; undefined outside a package. */
  readonly manifest: unknown;
  /** Whether another file belongs to the same package, so that a relative import may lead there. */
  isOfPackage(path: string): boolean;
  /**
   * The local name under which an export of `@opentelemetry/api` is usable anywhere in this file: its own, or an alias such as
   * `otelContext` where the file already has another `context`. The import itself is added afterwards, for the names that
   * stand in the result.
   */
  api(name: ApiName): string;
  /** The local name of a function in a helper file that is written into the project; undefined where there can be none. */
  helper?(name: HelperName): string | undefined;
}

/** Why the code of a span cannot move into a callback. */
export type Reason =
  | 'place'
  | 'reassigned'
  | 'unused'
  | 'elsewhere'
  | 'escapes'
  | 'jump'
  | 'yield'
  | 'return'
  | 'binding'
  | 'narrowing'
  | 'syntax'
  | 'asked'
  | 'types'
  | 'double'
  | 'replaced'
  | 'style';

/** What a rule says of one OpenTracing site. */
export interface Proposal {
  readonly rule: RuleName;
  /** The node it settles: a call of `facts.calls`, or another node the rule is responsible for. */
  readonly site: t.Node;
  /** Units that move together with this site; if one of them has to stay, so does this. */
  readonly units: readonly Unit[];
  /** Units that must move for this rewrite to be right; that this site stays does not keep them. */
  readonly needs?: readonly Unit[];
  /** If it stays, so does the tracer that it is called on: what would take its place does not answer to it, not even with the shim. */
  readonly bindsTracer?: boolean;
  /** What is said if it stays with its units, where more is to be said than that. */
  readonly kept?: Finding;
  /** Nothing is said if it stays with its units: it goes with something of which that is told. */
  readonly isQuiet?: true;
  /** It holds too, or only, where the call among whose arguments it stands stays: that goes on by way of the shim, with what its arguments have become. */
  readonly inLeft?: 'too' | 'only';
  /** Of a double of a test: what takes the place of `outcome` where some of its uses move and some stay. */
  readonly between?: Between;
  readonly outcome: Outcome;
}

/** What answers to the old names and to the new ones. */
export interface Between {
  readonly uses: readonly StandInUse[];
  readonly edits: readonly Edit[];
  readonly finding: Finding;
}

export type Outcome =
  | {
      readonly kind: 'rewrite';
      readonly edits: readonly Edit[];
      readonly findings?: readonly Finding[];
      /** New files that the rewritten code imports; the same path twice is the same file. */
      readonly creates?: readonly { readonly path: string; readonly text: string }[];
      /** Of a startSpan: active around its code, or why it is started in place. */
      readonly span?: 'active' | Reason | undefined;
    }
  | { readonly kind: 'leave'; readonly finding: Finding };

/** One concern: reads facts, proposes. It never sees another rule's proposals. */
export interface Rule {
  readonly name: RuleName;
  propose(context: FileContext): Iterable<Proposal>;
}
