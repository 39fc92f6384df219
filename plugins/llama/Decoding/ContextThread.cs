using Microsoft.Extensions.Logging;

namespace LocalAI.Plugins.Llama.Decoding;

/// <summary>The one thread that works with a context: it steps while there is work and sleeps when there is none.</summary>
internal abstract partial class ContextThread : IDisposable
{
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly Thread _thread;
    private readonly ILogger _logger;
    private volatile bool _stopping;

    protected ContextThread(LlamaContext context, string name, ILogger logger)
    {
        Context = context;
        _logger = logger;
        _thread = new Thread(Run) { IsBackground = true, Name = name };
    }

    protected LlamaContext Context { get; }

    protected bool IsStopping => _stopping;

    /// <summary>Ends the work, waits for the thread and frees the context.</summary>
    public void Dispose()
    {
        _stopping = true;
        Context.RequestAbort();
        Wake();
        _thread.Join();
        _wake.Dispose();
        FreeBuffers();
        Context.Dispose();
    }

    protected void Start() => _thread.Start();

    protected void Wake() => _wake.Set();

    /// <summary>Does one step.</summary>
    /// <returns>False when there is nothing to do until <see cref="Wake"/>.</returns>
    protected abstract bool Step();

    /// <summary>Frees what the steps work with; the thread has ended.</summary>
    protected abstract void FreeBuffers();

    /// <summary>Gives up all work, because a step failed in a way it does not know, or because the thread ends.</summary>
    protected abstract void Abandon(Exception reason);

    private void Run()
    {
        while (!_stopping)
        {
            try
            {
                if (!Step())
                    _wake.WaitOne();
            }
            catch (Exception e)
            {
                StepFailed(_logger, e);
                Abandon(e);
            }
        }
        Abandon(new OperationCanceledException("The model was unloaded."));
    }

    [LoggerMessage(EventId = 2101, Level = LogLevel.Error, Message = "A decode step failed; the calls it worked on are ended.")]
    private static partial void StepFailed(ILogger logger, Exception exception);
}
