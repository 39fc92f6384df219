using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Decoding;
using LocalAI.Plugins.Llama.Loading;
using LocalAI.Plugins.Llama.Text;

namespace LocalAI.Plugins.Llama.Drafting;

/// <summary>Drafts for the slots of a decode loop: from the first of its drafters that has a guess.</summary>
internal sealed class DraftSource(IReadOnlyList<IDrafter> drafters, DraftSettings settings) : IDisposable
{
    /// <summary>Makes the drafters that a load asks for.</summary>
    /// <returns>Null when there are none, or when the model cannot take wrong guesses back, which the log tells.</returns>
    /// <exception cref="EngineException">The draft model cannot be used.</exception>
    public static DraftSource? Create(
        LoadedWeights weights, Vocabulary vocabulary, LlamaContext model, EngineContext context, CancellationToken cancellationToken)
    {
        var settings = weights.Settings.Draft;
        if (!settings.IsOn)
            return null;
        // A sliding window may have lost what lies before a wrong guess.
        var hasWindow = model.SlidingWindow > 0 && !weights.Settings.FullSlidingWindow;
        if (hasWindow || !Rewinding.IsPossible(model, vocabulary))
        {
            Log.CannotRewind(context.Logger, hasWindow ? "it has a sliding window; swa_full:true would let it" : "it is recurrent");
            return null;
        }
        return new DraftSource([.. settings.Kinds.Select(kind => kind == DraftKind.Model
            ? DraftModelLoader.Load(weights, vocabulary, context, cancellationToken)
            : (IDrafter)new NgramDrafter(settings.NgramLength, settings.NgramDraft, settings.NgramHits))], settings);
    }

    /// <summary>Tokens of one draft at most.</summary>
    public int MaxTokens => settings.MaxTokens;

    /// <summary>How a request is drafted for.</summary>
    /// <param name="most">The most tokens that the request wants drafted; 0 for as many as the load allows.</param>
    public DraftPace PaceFor(int most) => new(most > 0 ? Math.Min(most, MaxTokens) : MaxTokens);

    /// <summary>Fills the slot's draft for this step, or leaves it empty.</summary>
    /// <param name="slot">A slot whose text goes on.</param>
    /// <param name="room">Tokens for which there is room in the batch and in the cache.</param>
    public void Draft(Slot slot, int room)
    {
        var generation = slot.Generation!;
        // The last token of a text is sampled, never decoded: a guess for it would be of no use.
        var most = Math.Min(room, generation.Request.MaxTokens - generation.Generated - 1);
        if (most <= 0 || generation.Pace!.Next() is not (> 0 and var wanted))
            return;
        foreach (var drafter in drafters)
        {
            drafter.Draft(slot.Id, slot.Tokens, slot.NextToken!.Value, Math.Min(most, wanted), slot.Draft);
            if (slot.Draft.Count > 0)
                break;
        }
        if (slot.Draft.Count < settings.MinTokens)
            slot.Draft.Clear();
    }

    public void Dispose()
    {
        foreach (var drafter in drafters)
            drafter.Dispose();
    }
}
