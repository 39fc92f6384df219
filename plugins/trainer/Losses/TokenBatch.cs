using LocalAI.Plugins.Trainer.Samples;
using TorchSharp;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Losses;

/// <summary>Texts side by side, the shorter ones padded at their ends, and which of their tokens are learnt.</summary>
/// <param name="Tokens">[texts, tokens] of int64.</param>
/// <param name="Labels">
/// [texts, tokens] of int64: the same tokens where they are learnt, <see cref="Ignored"/> elsewhere (prompts, padding).
/// </param>
internal sealed record TokenBatch(torch.Tensor Tokens, torch.Tensor Labels)
{
    /// <summary>The label of a token that is not learnt.</summary>
    public const long Ignored = -100;

    /// <summary>[texts or 1, tokens]: each token's position in its text where several share a row; else null.</summary>
    public torch.Tensor? Positions { get; init; }

    /// <summary>[texts, 1, tokens, tokens]: what each token sees where several texts share a row; else null.</summary>
    public torch.Tensor? Visible { get; init; }

    /// <summary>Puts texts side by side, where the model computes.</summary>
    public static TokenBatch Of(IReadOnlyList<EncodedText> texts, torch.Device device)
    {
        var length = texts.Max(text => text.Length);
        var tokens = new long[texts.Count * length];
        var labels = new long[tokens.Length];
        Array.Fill(labels, Ignored);
        for (var row = 0; row < texts.Count; row++)
        {
            var text = texts[row];
            for (var i = 0; i < text.Length; i++)
            {
                tokens[(row * length) + i] = text.Tokens[i];
                if (text.Learnt[i])
                    labels[(row * length) + i] = text.Tokens[i];
            }
        }
        var batch = new TokenBatch(Rows(tokens), Rows(labels));
        return texts.All(text => text.Starts.Count == 1) ? batch : Share(batch);

        Tensor Rows(long[] values) => tensor(values).view(texts.Count, length).to(device);

        TokenBatch Share(TokenBatch alone)
        {
            var positions = new long[tokens.Length];
            var owners = new long[tokens.Length];
            for (var row = 0; row < texts.Count; row++)
            {
                // Padding is a text of its own: what sees nothing has no softmax.
                IReadOnlyList<int> starts = [.. texts[row].Starts, texts[row].Length, length];
                for (var part = 0; part + 1 < starts.Count; part++)
                {
                    for (var i = starts[part]; i < starts[part + 1]; i++)
                        (positions[(row * length) + i], owners[(row * length) + i]) = (i - starts[part], part);
                }
            }
            var owner = Rows(owners);
            var before = ones(length, length, ScalarType.Bool, device).tril();
            return alone with
            {
                Positions = Rows(positions),
                Visible = owner.unsqueeze(2).eq(owner.unsqueeze(1)).logical_and(before).unsqueeze(1),
            };
        }
    }
}
