using LocalAI.Plugins.Trainer.Models;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Objectives;

/// <summary>Writes answers by reading all that is written again for each token.</summary>
internal sealed class UncachedGenerator(CausalModel model) : IAnswerGenerator
{
    public IReadOnlyList<int[]> Generate(
        IReadOnlyList<int[]> prompts, int most, double temperature, int? end, ulong seed, CancellationToken cancellation)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        using var random = new Generator(seed, model.Device);
        var answers = prompts.Select(_ => new List<int>()).ToList();
        for (var step = 0; step < most; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            int[] open = [.. Enumerable.Range(0, prompts.Count).Where(i => answers[i].Count == step && !IsEnded(answers[i]))];
            if (open.Length == 0)
                break;
            using var inner = NewDisposeScope();
            var chosen = Next([.. open.Select(i => (int[])[.. prompts[i], .. answers[i]])], temperature, random);
            for (var i = 0; i < open.Length; i++)
                answers[open[i]].Add((int)chosen[i]);
        }
        return [.. answers.Select(answer => answer.ToArray())];

        bool IsEnded(List<int> answer) => answer.Count > 0 && answer[^1] == end;
    }

    private long[] Next(IReadOnlyList<int[]> texts, double temperature, Generator random)
    {
        var length = texts.Max(text => text.Length);
        var tokens = zeros(texts.Count, length, ScalarType.Int64);
        for (var i = 0; i < texts.Count; i++)
            tokens[i, ..texts[i].Length] = tensor(texts[i]).to_type(ScalarType.Int64);
        var last = tensor(texts.Select(text => text.Length - 1L).ToArray()).to(model.Device);
        var states = model.States(tokens.to(model.Device), training: false).index(arange(texts.Count, device: model.Device), last);
        var likely = nn.functional.softmax(model.Logits(states, training: false).AtLeastSingle().div(temperature), -1);
        return multinomial(likely, 1, generator: random).cpu().data<long>().ToArray();
    }
}
