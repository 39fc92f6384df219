using LocalAI.Plugins.Abstractions;
using static TorchSharp.torch;

namespace LocalAI.Plugins.Trainer.Models;

/// <summary>Lets a model that is in training, with its adapters, answer several prompts at once.</summary>
/// <param name="model">The model.</param>
internal sealed class TextGenerator(CausalModel model)
{
    /// <summary>Writes an answer to each prompt.</summary>
    /// <param name="prompts">The tokens of each prompt, with what begins a text.</param>
    /// <param name="settings">How they are written.</param>
    /// <param name="cancellationToken">Ends the work before the next token.</param>
    /// <returns>The tokens of each answer, with the one that ended it.</returns>
    /// <exception cref="EngineException">A prompt is empty, or leaves no room for an answer.</exception>
    public IReadOnlyList<IReadOnlyList<int>> Answer(
        IReadOnlyList<IReadOnlyList<int>> prompts, GenerationSettings settings, CancellationToken cancellationToken)
    {
        var longest = prompts.Count == 0 ? 0 : prompts.Max(prompt => prompt.Count);
        Check(prompts, longest);
        var compute = model.ComputeType;
        // Weights that are used for one token at a time would be rounded again for each.
        model.ComputeType = model.WeightType;
        try
        {
            using var _ = no_grad();
            return Answer(prompts, longest, settings, cancellationToken);
        }
        finally
        {
            model.ComputeType = compute;
        }
    }

    private List<int>[] Answer(
        IReadOnlyList<IReadOnlyList<int>> prompts, int longest, GenerationSettings settings, CancellationToken cancellationToken)
    {
        var answers = prompts.Select(_ => new List<int>()).ToArray();
        using var scope = NewDisposeScope();
        using var generator = new Generator(settings.Seed, model.Device);
        var steps = Math.Min(settings.MaxTokens, model.MaxTokens - longest);
        using var cache = new KeyValueCache(longest + steps);
        using var rows = new PaddedPrompts(prompts, longest, model.Device);
        // Which of the prompts are still answered.
        int[] open = [.. Enumerable.Range(0, prompts.Count)];
        var states = open.Length > 0 && steps > 0
            ? model.States(rows.Tokens, training: false, rows.Positions, rows.Visible, cache).narrow(1, longest - 1, 1) : null;
        for (var step = 0; open.Length > 0 && step < steps; step++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            using var stepScope = NewDisposeScope();
            var next = Choose(model.Logits(states!, training: false).squeeze(1).AtLeastSingle(), settings.Temperature, generator);
            var chosen = next.cpu().data<long>().ToArray();
            for (var i = 0; i < open.Length; i++)
                answers[open[i]].Add((int)chosen[i]);
            var places = Enumerable.Range(0, open.Length).Where(i => !settings.EndTokens.Contains((int)chosen[i])).ToArray();
            if (places.Length < open.Length)
            {
                open = [.. places.Select(place => open[place])];
                var kept = tensor(places.Select(place => (long)place).ToArray(), device: model.Device);
                next = next.index_select(0, kept);
                cache.Keep(kept);
                rows.Keep(kept);
            }
            if (open.Length == 0 || step + 1 == steps)
                break;
            states!.Dispose();
            states = model.States(next.unsqueeze(1), training: false, rows.PositionsOf(cache.Tokens), rows.VisibleWith(cache.Tokens), cache)
                .MoveToOuterDisposeScope();
        }
        return answers;
    }

    private void Check(IReadOnlyList<IReadOnlyList<int>> prompts, int longest)
    {
        if (prompts.Any(prompt => prompt.Count == 0))
            throw new EngineException(EngineFailure.InvalidInput, "A prompt has no tokens, so nothing can follow it; give it a text.");
        if (longest >= model.MaxTokens)
        {
            throw new EngineException(EngineFailure.InvalidInput,
                $"A prompt has {longest:N0} tokens, and the model takes {model.MaxTokens:N0} with the answer; "
                + "shorten it or raise max_seq_length.");
        }
    }

    // [texts]: the likeliest token of each, or one drawn.
    private static Tensor Choose(Tensor logits, float temperature, Generator generator) => temperature <= 0
        ? logits.argmax(1)
        : multinomial(nn.functional.softmax(logits.div(temperature), 1), 1, generator: generator).squeeze(1);
}
