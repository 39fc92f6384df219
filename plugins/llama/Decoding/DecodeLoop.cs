using System.Collections.Concurrent;
using System.Diagnostics;
using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Llama.Drafting;
using LocalAI.Plugins.Llama.Text;
using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.Llama.Decoding;

/// <summary>
/// The one thread that owns a generating context. Each step decodes one token of every running text together with a part of the
/// prompts that wait (continuous batching), then samples.
/// </summary>
internal sealed class DecodeLoop : ContextThread
{
    private readonly Vocabulary _vocabulary;
    private readonly DecodeLoopOptions _options;
    private readonly TokenBatch _batch;
    private readonly SlotTable _slots;
    private readonly PromptPacer _pacer;
    private readonly ConcurrentQueue<Generation> _incoming = new();
    private readonly Queue<Generation> _waiting = new();
    private volatile Generation[] _running = [];
    private long _step;

    public DecodeLoop(LlamaContext context, Vocabulary vocabulary, DecodeLoopOptions options, ILogger logger)
        : base(context, "llama decode", logger)
    {
        _vocabulary = vocabulary;
        _options = options;
        _batch = new TokenBatch(context.BatchSize);
        _slots = new SlotTable(context, options.Slots, options.UnifiedCache, options.SlotSimilarity,
            emptying: options.CacheIdleSlots ? KeepText : null);
        _pacer = new PromptPacer(context.BatchSize);
        Start();
    }

    public Throughput Throughput { get; } = new();

    /// <summary>Tokens a prompt may have: the context less the one that is generated.</summary>
    public int LongestPrompt => Context.SizePerSequence - 1;

    /// <summary>Hands in a generation; read it to get the text.</summary>
    public Generation Submit(GenerationRequest request, CancellationToken cancellationToken)
    {
        var generation = new Generation(request, _vocabulary, Wake, cancellationToken)
        {
            Pace = _options.Drafts?.PaceFor(request.DraftTokens),
        };
        generation.Cancellation = cancellationToken.UnsafeRegister(static state => ((DecodeLoop)state!).Cancelled(), this);
        _incoming.Enqueue(generation);
        if (IsStopping)
            generation.Fail(new OperationCanceledException("The model was unloaded."));
        Wake();
        return generation;
    }

    protected override bool Step()
    {
        Context.ClearAbort();
        if (IsStopping)
            return true;
        _step++;
        DropCancelled();
        Admit();
        BuildBatch();
        if (_batch.Count == 0)
            return false;

        var started = Stopwatch.GetTimestamp();
        var outcome = Context.Decode(_batch);
        Settle(outcome, started);
        return true;
    }

    protected override void Abandon(Exception reason)
    {
        var error = reason is EngineException or OperationCanceledException
            ? reason
            : new EngineException(EngineFailure.Internal, "The llama engine failed on this step; the log has the details.", reason);
        foreach (var slot in _slots.All)
        {
            if (slot.Generation is not null)
                Finish(slot, error);
            slot.Truncate(0);
        }
        while (_waiting.TryDequeue(out var waiting) || _incoming.TryDequeue(out waiting))
        {
            waiting.Fail(error);
            waiting.Dispose();
        }
    }

    protected override void FreeBuffers()
    {
        _options.Drafts?.Dispose();
        _batch.Dispose();
    }

    /// <summary>Ends a running decode when nobody waits for its tokens any more; a step that somebody waits for ends by itself.</summary>
    private void Cancelled()
    {
        if (_running is { Length: > 0 } running && Array.TrueForAll(running, generation => generation.IsCancelled))
            Context.RequestAbort();
        Wake();
    }

    private void DropCancelled()
    {
        foreach (var slot in _slots.All)
        {
            if (slot.Generation is { IsCancelled: true } generation)
                Finish(slot, new OperationCanceledException(generation.CancellationToken));
        }
    }

    private void Admit()
    {
        while (_incoming.TryDequeue(out var generation))
            _waiting.Enqueue(generation);

        while (_waiting.TryPeek(out var next))
        {
            if (next.IsCancelled)
            {
                next.Fail(new OperationCanceledException(next.CancellationToken));
                next.Dispose();
            }
            else if (_slots.Choose(next.Request) is { } slot)
            {
                TakeFromCache(slot, next.Request);
                slot.Begin(next, _options.ReuseChunk);
                _running = Running();
            }
            else
            {
                return;
            }
            _waiting.Dequeue();
        }
    }

    /// <summary>Brings the text into a slot that begins with more of the prompt than the slot's own, if there is one.</summary>
    private void TakeFromCache(Slot slot, GenerationRequest request)
    {
        var own = slot.CommonPrefix(request.Prompt);
        var known = request.ReusePrefix ? own : 0;
        var state = request.Session?.Known is { } file && file.CommonPrefix(request.Prompt) > known ? file : null;
        known = state?.CommonPrefix(request.Prompt) ?? known;
        if (request.ReusePrefix && _options.HostCache?.Find(request.Prompt, known) is { } better)
            state = better;
        var fits = state is not null && state.Tokens.Length < Context.SizePerSequence
            && _slots.MakeRoom(state.Tokens.Length + 1 - slot.Length, except: slot);
        // A slot that goes on with most of its text keeps it itself.
        if (fits || own < slot.Length / 2)
            KeepText(slot);
        if (fits)
            slot.Restore(state!);
    }

    private void KeepText(Slot slot)
    {
        if (_options.HostCache is { } cache && slot.IsKeepable && cache.Wants(slot.Tokens) && slot.Save() is { } state)
            cache.Keep(state);
    }

    private Generation[] Running()
    {
        var running = new List<Generation>();
        foreach (var slot in _slots.All)
        {
            if (slot.Generation is { } generation)
                running.Add(generation);
        }
        return [.. running];
    }

    private void BuildBatch()
    {
        _batch.Clear();
        var slotsLeft = _slots.All.Length;
        foreach (var slot in _slots.All)
        {
            slotsLeft--;
            slot.OutputIndex = -1;
            slot.Submitted = 0;
            if (slot.NextToken is { } token && !slot.Generation!.IsBehind && HasPlace(slot))
            {
                slot.OutputIndex = _batch.Add(token, slot.Length, slot.Id, wantsOutput: true);
                slot.Submitted = 1;
                if (_options.Drafts is { } drafts)
                    AddDraft(slot, drafts, _batch.Room - slotsLeft);
            }
        }

        var budget = Math.Min(_batch.Room, _pacer.Budget(othersGenerate: _batch.Count > 0));
        var generating = _batch.Count;
        foreach (var slot in _slots.All)
            budget -= AddPrompt(slot, budget);
        if (_batch.Count > generating)
            PassOnAll();
    }

    private void AddDraft(Slot slot, DraftSource drafts, int room)
    {
        drafts.Draft(slot, Math.Min(room, Math.Min(_slots.Unreserved, Context.SizePerSequence - slot.Length - 1)));
        foreach (var token in slot.Draft)
        {
            _batch.Add(token, slot.Length + slot.Submitted, slot.Id, wantsOutput: true);
            slot.Submitted++;
        }
    }

    private void PassOnAll()
    {
        foreach (var slot in _slots.All)
            slot.Generation?.PassOn();
    }

    private int AddPrompt(Slot slot, int budget)
    {
        var count = Math.Min(slot.PromptLeft, budget);
        for (var i = 0; i < count; i++)
        {
            var position = slot.Length + i;
            var isLast = position == slot.Prompt.Length - 1;
            var index = _batch.Add(slot.Prompt[position], position, slot.Id, wantsOutput: isLast);
            if (isLast)
                slot.OutputIndex = index;
        }
        slot.Submitted += count;
        return count;
    }

    /// <summary>Finds a place for one more token of a running text, by shifting its context where that is wanted, or ends it.</summary>
    private bool HasPlace(Slot slot)
    {
        if (slot.Length >= Context.SizePerSequence && _options.ContextShift && Context.CanShift)
            slot.Shift(slot.Generation!.Request.Keep);
        // The token itself is in the slot's reservation already.
        if (slot.Length < Context.SizePerSequence && _slots.MakeRoom(0))
            return true;

        slot.Generation!.End(FinishReason.ContextFull);
        Release(slot);
        return false;
    }

    private void Settle(DecodeOutcome outcome, long started)
    {
        if (outcome != DecodeOutcome.Done)
        {
            foreach (var slot in _slots.All)
                GiveUp(slot, outcome);
            return;
        }

        var promptTokens = 0;
        foreach (var slot in _slots.All)
        {
            if (slot.Submitted == 0)
                continue;
            if (slot.NextToken is { } token)
                slot.Cached([token]);
            else
            {
                promptTokens += slot.Submitted;
                slot.Cached(slot.Prompt.AsSpan(slot.Length, slot.Submitted));
            }
            if (slot.OutputIndex >= 0)
                Sample(slot);
        }
        _pacer.Measured(promptTokens, started);
        Throughput.PromptProcessed(promptTokens);
    }

    private void Sample(Slot slot)
    {
        try
        {
            if (slot.NextToken is null && slot.Generation!.Request.Session?.WantsPrompt(slot.Prompt) == true)
                slot.Generation.Keep(slot.Save());
            slot.NextToken = slot.Generation!.Advance(Context.Logits(slot.OutputIndex));
            if (slot.Draft.Count > 0)
                AcceptDraft(slot);
            if (slot.NextToken is null)
                Release(slot);
        }
        catch (EngineException e)
        {
            slot.RollBack();
            Finish(slot, e);
        }
    }

    /// <summary>
    /// Samples behind each guess as long as the guesses are what was sampled: the text is the one without them. What was computed
    /// behind a wrong guess is taken out of the cache.
    /// </summary>
    private void AcceptDraft(Slot slot)
    {
        var generation = slot.Generation!;
        var accepted = 0;
        while (accepted < slot.Draft.Count && slot.NextToken is { } token && token == slot.Draft[accepted])
        {
            slot.Cached([token]);
            accepted++;
            slot.NextToken = generation.Advance(Context.Logits(slot.OutputIndex + accepted));
        }
        generation.Pace!.Measured(slot.Draft.Count, accepted);
        if (accepted < slot.Draft.Count)
            slot.RollBack();
        slot.Draft.Clear();
    }

    private void GiveUp(Slot slot, DecodeOutcome outcome)
    {
        if (slot.Submitted == 0)
            return;
        slot.RollBack();
        slot.Draft.Clear();
        if (outcome == DecodeOutcome.NoRoom)
            Finish(slot, new EngineException(EngineFailure.ResourceExhausted,
                "The KV cache is full; ask for fewer tokens at once or load the model with a larger ContextSize."));
        else if (outcome == DecodeOutcome.Failed)
            Finish(slot, new EngineException(EngineFailure.Internal, "llama.cpp could not compute this step; the log has its reason."));
        // Aborted: whoever is cancelled is dropped at the next step, the others go on.
    }

    private void Finish(Slot slot, Exception error)
    {
        slot.Generation!.Fail(error);
        Release(slot);
    }

    private void Release(Slot slot)
    {
        if (slot.Generation!.Request.Session is { } session && session.WantsText(slot.Tokens) && !slot.Generation.HasFailed)
            slot.Generation.Keep(slot.Save());
        Throughput.Finished(slot.Generation);
        slot.Release(_step);
        _running = Running();
    }
}
