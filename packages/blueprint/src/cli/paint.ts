/** What a word is to the reader; colours follow from it. */
export type Tone = 'title' | 'good' | 'bad' | 'careful' | 'quiet';

export type Paint = (tone: Tone, text: string) => string;
