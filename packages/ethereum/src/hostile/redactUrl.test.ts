import { redactUrl, redactCredentials } from './redactUrl';

describe('redactUrl', () => {
  it.each([
    ['http://127.0.0.1:8545', 'http://127.0.0.1:8545'],
    ['http://127.0.0.1:8545/', 'http://127.0.0.1:8545'],
    ['https://rpc.example/v2/0f1e2d3c', 'https://rpc.example/***'],
    ['https://rpc.example?key=0f1e2d3c', 'https://rpc.example/***'],
    ['https://rpc.example#0f1e2d3c', 'https://rpc.example/***'],
    ['https://me:0f1e2d3c@rpc.example', 'https://***@rpc.example'],
    ['https://me:0f/1e@2d:3c@rpc.example', 'https://***@rpc.example'],
    ['rpc.example/0f1e2d3c', 'rpc.example/***'],
    ['https:///rpc example/0f1e2d3c', 'https:///rpc example/***'],
    ['me:0f1e2d3c@rpc.example', 'me:///***'],
  ])('of %s is %s', (url, shown) => {
    expect(redactUrl(url)).toBe(shown);
  });
});

describe('redactCredentials', () => {
  it.each([
    ['s3://AKIA:0f/1e+2d@bucket/x', 's3://***@bucket/x'],
    ['https://rpc.example/v2/0f1e2d3c4b5a6978', 'https://rpc.example/v2/***'],
    [
      'https://rpc.example/eth-payments/2026',
      'https://rpc.example/eth-payments/2026',
    ],
    ['https://rpc.example/x?key=0f1e', 'https://rpc.example/x?***'],
    ['a sentence: with 0f1e2d3c4b5a6978', 'a sentence: with 0f1e2d3c4b5a6978'],
  ])('of %s is %s', (text, shown) => {
    expect(redactCredentials(text)).toBe(shown);
  });
});
