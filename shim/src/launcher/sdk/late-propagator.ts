import type { Context, TextMapGetter, TextMapPropagator, TextMapSetter } from '@opentelemetry/api';
import { type FleetFormat, fleetPropagator } from '../../propagation/fleet';
import { FOR_MESSAGES } from '../../propagation/global-propagator';
import type { CarrierEncoding } from '../../propagation/text-encoding';

/** A propagator to which formats can be added: a legacy application says how it speaks when it calls `initTracer`. */
export class LatePropagator implements TextMapPropagator<unknown> {
  readonly [FOR_MESSAGES]: TextMapPropagator | undefined;
  private formats: readonly FleetFormat[];
  private current: TextMapPropagator<unknown>;

  constructor(
    formats: readonly FleetFormat[],
    private readonly encoding: CarrierEncoding,
    forMessages?: TextMapPropagator,
  ) {
    this[FOR_MESSAGES] = forMessages;
    this.formats = formats;
    this.current = compose(formats, encoding);
  }

  add(format: FleetFormat): void {
    if (this.formats.includes(format)) return;
    this.formats = [...this.formats, format];
    this.current = compose(this.formats, this.encoding);
  }

  inject(context: Context, carrier: unknown, setter: TextMapSetter<unknown>): void {
    this.current.inject(context, carrier, setter);
  }

  extract(context: Context, carrier: unknown, getter: TextMapGetter<unknown>): Context {
    return this.current.extract(context, carrier, getter);
  }

  fields(): string[] {
    return this.current.fields();
  }
}

/** As in OpenTelemetry's composite propagator, the last format that holds a trace wins. */
function compose(formats: readonly FleetFormat[], encoding: CarrierEncoding): TextMapPropagator<unknown> {
  return fleetPropagator({ extract: [...formats].reverse(), inject: formats, encoding });
}
