import { asMessage } from '@nodeyard/ethereum';
import type { Message } from '@nodeyard/ethereum';
import { requestMessage } from '../messages/requestMessages';
import { storeOf } from '../plan/snapshots';
import { deniedTraffic, poolBounds } from '../repository/environmentSettings';
import { environmentNames } from '../request/schema';
import type { EnvironmentName } from '../request/schema';
import { requestOf, textOf } from './answers';
import type { Answers } from './answers';
import { figureOf } from './figure';
import type { FigureCode, FormFigure } from './figure';
import type { FormLanguage } from './language';

/** An environment with the settings in which it can differ from the others. @public */
export interface EnvironmentOption {
  name: EnvironmentName;
  figures: FormFigure[];
}

/**
 * Every environment with its file, its command and its settings. All have the same figures in the same order.
 * @public
 */
export function environmentOptions(
  answers: Answers,
  language: FormLanguage,
): EnvironmentOption[] {
  const { fewestNodes, mostNodes, servePool, bucket, schedule } = answers;
  const { snapshots } = requestOf(answers);
  return environmentNames.map(name => {
    const figures: [FigureCode, Message][] = [
      ['figure-file', asMessage(`environments/${name}.yaml`)],
      ['figure-command', asMessage(`make deploy-all ENV=${name}`)],
      [
        'figure-outgoing',
        requestMessage(
          deniedTraffic(name).includes('Egress')
            ? 'traffic-denied'
            : 'traffic-allowed',
          {},
        ),
      ],
      ...(servePool === 'none'
        ? []
        : [poolFigure(name, fewestNodes, mostNodes)]),
      ...(snapshots && typeof bucket === 'string' && bucket !== ''
        ? [
            [
              'figure-snapshots',
              asMessage(
                storeOf({ store: bucket, schedule: textOf(schedule) }, name),
              ),
            ] as [FigureCode, Message],
          ]
        : []),
    ];
    return {
      name,
      figures: figures.map(([code, message]) =>
        figureOf(code, message, language),
      ),
    };
  });
}

function poolFigure(
  name: EnvironmentName,
  min: unknown,
  max: unknown,
): [FigureCode, Message] {
  const bounds = poolBounds(name, { min: countOf(min), max: countOf(max) });
  return [
    'figure-pool',
    Number.isNaN(bounds.min) || Number.isNaN(bounds.max)
      ? requestMessage('pool-as-asked', {})
      : rangeMessage(bounds),
  ];
}

/** Not a number before the question is answered. */
function countOf(answer: unknown): number {
  return typeof answer === 'number' ? answer : NaN;
}

function rangeMessage({ min, max }: { min: number; max: number }): Message {
  return min === max
    ? asMessage(String(min))
    : requestMessage('range', { least: String(min), most: String(max) });
}
