import type { JsonObject } from '@backstage/types';
import { useMemo } from 'react';
import { useDebounced } from '../hooks/useDebounced';
import { estimate, judge } from '../judgement';
import type { Prices } from '../prices';
import { useFormLanguage } from '../useFormLanguage';
import styles from './EthereumNodePlan.module.css';
import { FigureList } from './FigureList';
import { Findings } from './Findings';

const TYPING_MS = 600;

/** What the answers so far need, and which of this step cannot work: in the sentences that Next reports. */
export function AnswersSoFar(props: {
  answers: JsonObject;
  asks: readonly string[];
  prices: Prices;
  hasErrors: boolean;
}) {
  const { asks, prices, hasErrors } = props;
  const { t, language } = useFormLanguage();
  const answers = useDebounced(props.answers, TYPING_MS);
  const problems = useMemo(() => {
    const answered = asks.filter(key => (answers[key] ?? '') !== '');
    return judge(answers, answered, language).problems;
  }, [answers, asks, language]);
  // A decision that is seen at once: no letters are typed into what decides sizes, except a disk.
  const figures = useMemo(
    () => estimate(props.answers, language, prices),
    [props.answers, language, prices],
  );
  return (
    <div className={styles.plan} aria-live="polite">
      {!hasErrors && (
        <Findings status="warning" title={t('plan.refused')} lines={problems} />
      )}
      <FigureList title={t('plan.estimate')} figures={figures} />
    </div>
  );
}
