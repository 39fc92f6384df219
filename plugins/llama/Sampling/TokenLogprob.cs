namespace LocalAI.Plugins.Llama.Sampling;

/// <summary>The probability of a token among all, and of its likeliest alternatives.</summary>
/// <param name="Token">The token's id.</param>
/// <param name="Logprob">Natural logarithm of its probability, before any sampler.</param>
/// <param name="Top">The likeliest tokens, best first.</param>
internal sealed record TokenLogprob(int Token, float Logprob, IReadOnlyList<(int Token, float Logprob)> Top)
{
    /// <summary>Computes it from the logits: log softmax in double precision.</summary>
    public static TokenLogprob From(ReadOnlySpan<float> logits, int token, int top)
    {
        var maximum = float.NegativeInfinity;
        foreach (var logit in logits)
            maximum = Math.Max(maximum, logit);
        var sum = 0d;
        foreach (var logit in logits)
            sum += Math.Exp(logit - maximum);
        var logSum = maximum + Math.Log(sum);

        return new TokenLogprob(token, Of(logits[token]), [.. Likeliest(logits, top).Select(pair => (pair.Token, Of(pair.Logit)))]);

        // JSON has no infinity: LocalAI expects the lowest float for a probability of zero.
        float Of(float logit) => float.IsNegativeInfinity(logit) ? float.MinValue : (float)(logit - logSum);
    }

    private static List<(int Token, float Logit)> Likeliest(ReadOnlySpan<float> logits, int count)
    {
        var best = new PriorityQueue<(int Token, float Logit), float>();
        for (var token = 0; token < logits.Length; token++)
        {
            if (best.Count < count)
                best.Enqueue((token, logits[token]), logits[token]);
            else if (count > 0 && logits[token] > best.Peek().Logit)
                best.DequeueEnqueue((token, logits[token]), logits[token]);
        }

        var sorted = new List<(int Token, float Logit)>(best.Count);
        while (best.TryDequeue(out var pair, out _))
            sorted.Add(pair);
        sorted.Reverse();
        return sorted;
    }
}
