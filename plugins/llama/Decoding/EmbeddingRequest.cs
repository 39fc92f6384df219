namespace LocalAI.Plugins.Llama.Decoding;

/// <summary>Tokens to embed, and the promise of their vector.</summary>
internal sealed class EmbeddingRequest(int[] tokens, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<float[]> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int[] Tokens => tokens;

    public CancellationToken CancellationToken => cancellationToken;

    public bool IsCancelled => cancellationToken.IsCancellationRequested;

    /// <summary>What wakes the loop when the call is cancelled.</summary>
    public CancellationTokenRegistration Cancellation { get; set; }

    /// <summary>The pooled vector, or one row a token.</summary>
    public Task<float[]> Result => _result.Task;

    public void Complete(float[] values)
    {
        Cancellation.Unregister();
        _result.TrySetResult(values);
    }

    public void Fail(Exception error)
    {
        Cancellation.Unregister();
        if (error is OperationCanceledException)
            _result.TrySetCanceled(cancellationToken);
        else
            _result.TrySetException(error);
    }
}
