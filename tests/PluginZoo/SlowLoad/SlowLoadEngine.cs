using System.IO.Pipes;

namespace LocalAI.Plugins.Zoo;

/// <summary>
/// Loads as long as a test holds it. Option <c>gate:NAME</c> is a named pipe: the engine writes <c>s</c> when it starts and
/// <c>c</c> when it is cancelled, and finishes when it reads a byte.
/// </summary>
public sealed class SlowLoadEngine : ZooEngine
{
    public override async Task<IModel> LoadAsync(ModelOptions options, EngineContext context, CancellationToken cancellationToken)
    {
        var name = options.Options.Single(option => option.StartsWith("gate:", StringComparison.Ordinal))["gate:".Length..];
        await using var gate = new NamedPipeClientStream(".", name, PipeDirection.InOut, PipeOptions.Asynchronous);
        await gate.ConnectAsync(cancellationToken);
        await gate.WriteAsync("s"u8.ToArray(), cancellationToken);
        context.Progress.Report(0.5f);
        try
        {
            await gate.ReadExactlyAsync(new byte[1], cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await gate.WriteAsync("c"u8.ToArray(), CancellationToken.None);
            throw;
        }
        context.Progress.Report(1);
        return Load(options, context);
    }

    protected override IModel Load(ModelOptions options, EngineContext context) => new DescribedModel(context, "loaded at last");
}
