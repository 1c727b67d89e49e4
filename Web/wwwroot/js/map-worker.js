// Lays pictures out by what they look like, beside the page's own work: UMAP (umap-js), always from the same start, so that the same pictures give the same map.
importScripts('./umap-js.min.js');
const { UMAP } = self.UMAP;

self.onmessage = ({ data: { embeddings } }) => {
  let seed = 1;
  const random = () => { seed = seed * 48271 % 2147483647; return seed / 2147483647; }; // Lehmer's generator
  const umap = new UMAP({ nNeighbors: Math.max(2, Math.min(12, embeddings.length - 1)), minDist: .15, random });
  const rounds = umap.initializeFit(embeddings);
  for (let n = 1; n <= rounds; n++) {
    umap.step();
    if (n % 20 === 0 || n === rounds) self.postMessage({ share: n / rounds, places: n === rounds || n % 60 === 0 ? umap.getEmbedding() : null });
  }
};
