using System.IO.Pipes;
using LocalAI.Plugins.Protocol;

namespace LocalAI.Plugins.EndToEnd.Tests.Hosts;

/// <summary>Holds a load of the miniature plugin SlowLoad until the test lets it finish.</summary>
internal sealed class LoadGate : IAsyncDisposable
{
    private readonly string _name = $"zoo-{Guid.NewGuid():N}";
    private readonly NamedPipeServerStream _pipe;

    public LoadGate() => _pipe = new NamedPipeServerStream(
        _name, PipeDirection.InOut, maxNumberOfServerInstances: 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);

    /// <summary>What to load to be held here.</summary>
    public ModelOptions Model => new() { Model = "slow-load", Options = { $"gate:{_name}" } };

    public async Task StartedAsync()
    {
        await _pipe.WaitForConnectionAsync(TestContext.Current.CancellationToken);
        await ExpectAsync('s');
    }

    public Task CancelledAsync() => ExpectAsync('c');

    public async Task ReleaseAsync() => await _pipe.WriteAsync("r"u8.ToArray(), TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _pipe.DisposeAsync();

    private async Task ExpectAsync(char sign)
    {
        var read = new byte[1];
        await _pipe.ReadExactlyAsync(read, TestContext.Current.CancellationToken);
        Assert.Equal(sign, (char)read[0]);
    }
}
