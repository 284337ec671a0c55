import type { Attributes, AttributeValue } from '@opentelemetry/api';
import type { RawAttribute, Resource } from './sdk-types';

/**
 * A resource that can still be completed: a legacy application names its service when it calls `initTracer`, long after the SDK
 * has started. Exporters read a resource when they export, so a name that comes before the first export is on every span.
 */
export class LateResource implements Resource {
  private current: Resource;
  private isLast = false;

  constructor(resource: Resource) {
    this.current = resource;
  }

  /** What is already known wins: the environment has precedence over the code of a legacy tracer. */
  complete(addition: Resource): void {
    this.current = addition.merge(this.current);
  }

  replace(resource: Resource): void {
    this.current = this.current.merge(resource);
  }

  /** From now on nothing is waited for: the process ends. */
  settle(): void {
    this.isLast = true;
  }

  get attributes(): Attributes {
    const isWaiting = this.current.asyncAttributesPending ?? false;
    return this.isLast && isWaiting ? settledOnly(this.current) : this.current.attributes;
  }

  get asyncAttributesPending(): boolean {
    return !this.isLast && (this.current.asyncAttributesPending ?? false);
  }

  // An accessor in place of a property: the schema may come with a later part.
  get schemaUrl(): string {
    return this.current.schemaUrl ?? '';
  }

  async waitForAsyncAttributes(): Promise<void> {
    await this.current.waitForAsyncAttributes?.();
  }

  merge(other: Resource | null): Resource {
    return this.current.merge(other);
  }

  getRawAttributes(): RawAttribute[] {
    return this.current.getRawAttributes();
  }
}

/** What is known by now; asking the resource itself would make it complain of what is not. */
function settledOnly(resource: Resource): Attributes {
  const attributes: Attributes = {};
  for (const [key, value] of resource.getRawAttributes())
    if (!isPromise(value) && value !== undefined) attributes[key] ??= value;
  return attributes;
}

function isPromise(value: RawAttribute[1]): value is Promise<AttributeValue | undefined> {
  return typeof value === 'object' && value !== null && 'then' in value;
}
