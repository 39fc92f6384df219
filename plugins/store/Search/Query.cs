using LocalAI.Plugins.Store.Rows;

namespace LocalAI.Plugins.Store.Search;

/// <summary>
/// A query vector, and its direction q/|q| as 16-bit codes times a step plus a rest. With a row's codes c, scale s and residual ρ the
/// cosine lies within <see cref="Bound"/>(ρ) of step · s · Σ codes · c, since |⟨step · codes, row's rest⟩| ≤ |step · codes| · ρ
/// and |⟨query's rest, key/|key|⟩| ≤ |query's rest|.
/// </summary>
internal sealed unsafe class Query
{
    private const int MostSteps = 16_383;

    // More than float32 arithmetic loses in the estimate (three roundings of numbers up to 1) and in what was stored of the row.
    private const float Slack = 4e-6f;

    private readonly AlignedArray<short> _codes;
    private readonly float _length;
    private readonly float _rest;

    /// <param name="key">Finite numbers.</param>
    /// <param name="layout">How rows of this dimension lie in memory.</param>
    /// <param name="most">How many rows are wanted, at least 1.</param>
    public Query(float[] key, RowLayout layout, int most)
    {
        Key = key;
        Most = most;
        (Norm, var largest) = RowCoder.Measure(key);
        _codes = new AlignedArray<short>(layout.CodeStride);
        _codes.Span.Clear();
        if (largest == 0)
            return;

        // Sums of code products must stay below 2³¹: half a step of rounding a number is taken into account.
        double spread = 0;
        foreach (var x in key)
            spread += Math.Abs((double)x) / largest;
        var steps = Math.Floor(Math.Min(MostSteps, ((int.MaxValue / 127.0) - key.Length) / spread));
        var step = largest / steps;
        double length = 0, rest = 0;
        for (var i = 0; i < key.Length; i++)
        {
            var code = Math.Round(key[i] / step);
            _codes.Span[i] = (short)code;
            length += code * code;
            var left = key[i] - (code * step);
            rest += left * left;
        }
        Step = (float)(step / Norm);
        _length = (float)(Math.Sqrt(length) * step / Norm * (1 + 1e-6));
        _rest = (float)(Math.Sqrt(rest) / Norm * (1 + 1e-6));
    }

    /// <summary>The vector.</summary>
    public float[] Key { get; }

    /// <summary>How many rows are wanted.</summary>
    public int Most { get; }

    /// <summary>|q|.</summary>
    public double Norm { get; }

    /// <summary>What one step of the codes is worth in q/|q|.</summary>
    public float Step { get; }

    /// <summary>The codes, a multiple of 64, as long as this object is referred to.</summary>
    public short* Codes => _codes.Pointer;

    /// <summary>The factor of a row's residual in the bound.</summary>
    public float Length => _length;

    /// <summary>What is in the bound of every row.</summary>
    public float Rest => _rest + Slack;

    /// <summary>How far from the estimate the cosine of a row can be.</summary>
    public float Bound(float residual) => (Length * residual) + Rest;

    /// <summary>The similarity to a row.</summary>
    public float SimilarityTo(RowBlock block, int row) => Cosine.Of(Key, Norm, block.Key(row), block.Norms.Span[row]);
}
