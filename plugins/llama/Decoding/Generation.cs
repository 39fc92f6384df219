using System.Buffers;
using System.Diagnostics;
using LocalAI.Plugins.Llama.Drafting;
using LocalAI.Plugins.Llama.PromptCache;
using LocalAI.Plugins.Llama.Sampling;
using LocalAI.Plugins.Llama.Text;

namespace LocalAI.Plugins.Llama.Decoding;

/// <summary>
/// One generation on its way: the decode loop feeds it tokens, the call reads its chunks. Everything but the reading happens on the
/// loop's thread.
/// </summary>
internal sealed class Generation : IDisposable
{
    private readonly Vocabulary _vocabulary;
    private readonly TokenSampler _sampler;
    private readonly Utf8Assembler _assembler = new();
    private readonly StopStrings _stops;
    private readonly ArrayBufferWriter<byte> _text = new();
    private readonly List<TokenLogprob> _logprobs = [];
    private readonly ChunkChannel _chunks;
    private readonly ThoughtLimit? _thought;
    private readonly Queue<int> _due = new();
    private readonly TaskCompletionSource<SequenceState?>? _stateToSave;
    private SequenceState? _kept;
    private long _started;
    private long _firstToken;
    private long _ended;

    public Generation(GenerationRequest request, Vocabulary vocabulary, Action caughtUp, CancellationToken cancellationToken)
    {
        Request = request;
        CancellationToken = cancellationToken;
        _vocabulary = vocabulary;
        _chunks = new ChunkChannel(caughtUp, TimeProvider.System);
        _sampler = new TokenSampler(request.Sampling, vocabulary);
        _stops = new StopStrings(request.Stops);
        _thought = request.ThoughtLimit?.Invoke();
        _stateToSave = request.Session is null ? null : new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public GenerationRequest Request { get; }

    /// <summary>
    /// What the request's prompt cache file should hold from now on, when the generation has left its slot; null for nothing new.
    /// </summary>
    public Task<SequenceState?> StateToSave => _stateToSave?.Task ?? Task.FromResult<SequenceState?>(null);

    public CancellationToken CancellationToken { get; }

    public bool IsCancelled => CancellationToken.IsCancellationRequested;

    /// <summary>What wakes the loop when the call is cancelled.</summary>
    public CancellationTokenRegistration Cancellation { get; set; }

    /// <summary>Tokens generated; the one that ended the text does not count.</summary>
    public int Generated { get; private set; }

    /// <summary>Tokens of the prompt that were taken from the slot's cache.</summary>
    public int Reused { get; private set; }

    /// <summary>How tokens are drafted for this text; null where none are.</summary>
    public DraftPace? Pace { get; init; }

    public FinishReason Reason { get; private set; }

    /// <summary>Whether it ended with an error or was cancelled.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>From the slot being given to the first token.</summary>
    public TimeSpan PromptTime => Stopwatch.GetElapsedTime(_started, _firstToken);

    /// <summary>From the first token to the end.</summary>
    public TimeSpan GenerationTime => Stopwatch.GetElapsedTime(_firstToken, _ended);

    /// <summary>Whether the client is so far behind that more tokens would only pile up.</summary>
    public bool IsBehind => _chunks.IsFull;

    /// <summary>Reads the text as it comes; ends with the error or cancellation that ended the generation.</summary>
    public IAsyncEnumerable<GenerationChunk> ReadAsync() => _chunks.ReadAsync();

    /// <summary>Gives the reader what is held back for it; to be called before anything that takes much longer than a token.</summary>
    public void PassOn() => _chunks.PassOn();

    public void Begin(int reused)
    {
        _started = Stopwatch.GetTimestamp();
        _firstToken = _ended = _started;
        Reused = reused;
        foreach (var token in Request.Prompt.TakeLast(_sampler.Lookback))
            _sampler.Remember(token);
    }

    /// <summary>Chooses the next token and passes on what text it adds.</summary>
    /// <returns>The token to decode next, or null when the generation has ended.</returns>
    public int? Advance(ReadOnlySpan<float> logits)
    {
        var token = TakeDue() ?? _sampler.Sample(logits);
        if (_firstToken == _started)
            _firstToken = Stopwatch.GetTimestamp();
        if (_vocabulary.IsEndOfGeneration(token))
            return End(FinishReason.Stop);

        Generated++;
        if (Request.TopLogprobs > 0)
            _logprobs.Add(TokenLogprob.From(logits, token, Request.TopLogprobs));
        _text.ResetWrittenCount();
        _assembler.Append(Request.Spelled.Contains(token) ? _vocabulary.SpelledPiece(token) : _vocabulary.Piece(token), _text);
        if (_due.Count == 0)
            _thought?.Take(_text.WrittenSpan);
        Emit(_stops.Take(_text.WrittenSpan));
        if (_stops.Found)
            return End(FinishReason.Stop);
        return Generated < Request.MaxTokens ? token : End(FinishReason.Length);
    }

    /// <summary>The next token of what ends a thought that is too long; null where the model goes on by itself.</summary>
    private int? TakeDue()
    {
        // Never within a character: its other bytes would come behind the end.
        if (_due.Count == 0 && _thought is { IsUsedUp: true } && !_assembler.IsWithinCharacter)
        {
            _thought.Ended();
            foreach (var token in _vocabulary.Tokenize(_thought.Ending, addSpecial: false))
                _due.Enqueue(token);
        }
        if (!_due.TryDequeue(out var due))
            return null;
        if (_sampler.TryForce(due))
            return due;
        _due.Clear();
        return null;
    }

    /// <summary>Ends the generation with what it has; its reader hears of the end when it has left its slot and was counted.</summary>
    public int? End(FinishReason reason)
    {
        Reason = reason;
        _ended = Stopwatch.GetTimestamp();
        if (!_stops.Found)
            Emit(_stops.Flush());
        _chunks.PassOn();
        return null;
    }

    /// <summary>Keeps a state for <see cref="StateToSave"/>.</summary>
    public void Keep(SequenceState? state) => _kept = state;

    public void Fail(Exception error)
    {
        HasFailed = true;
        _kept = null;
        _ended = Stopwatch.GetTimestamp();
        _chunks.Complete(error);
    }

    public void Dispose()
    {
        // Not disposed: that would wait for a callback that is running.
        Cancellation.Unregister();
        _sampler.Dispose();
        _chunks.Complete();
        _stateToSave?.TrySetResult(_kept);
    }

    private void Emit(byte[] text)
    {
        if (text.Length == 0)
            return;

        _chunks.Write(new GenerationChunk(text, _logprobs.Count == 0 ? [] : [.. _logprobs]));
        _logprobs.Clear();
    }
}
