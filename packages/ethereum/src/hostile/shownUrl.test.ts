import { shownUrl } from './shownUrl';

describe('shownUrl', () => {
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
    expect(shownUrl(url)).toBe(shown);
  });
});
