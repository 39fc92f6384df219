using LocalAI.Plugins.Jobs;
using LocalAI.Plugins.Llama.Quantizing;
using LocalAI.Plugins.ModelFiles.Files;
using LocalAI.Plugins.Protocol;
using Microsoft.Extensions.Logging.Abstractions;

namespace LocalAI.Plugins.Llama.Tests.Quantizing;

/// <summary>A quantiser with a folder of its own for what goes in and out.</summary>
internal sealed class QuantizerFixture : IDisposable
{
    private int _jobs;

    public QuantizerFixture(long freeBytes = long.MaxValue) => Quantizer =
        new Quantizer(TestFiles.PluginFolder, NullLogger.Instance, new DiskSpace(_ => freeBytes));

    public Quantizer Quantizer { get; }

    public TemporaryFolder Folder { get; } = new();

    public string Output => Folder.File("out");

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What lies in the output folder.</summary>
    public IEnumerable<string> Written => Directory.Exists(Output) ? Directory.GetFileSystemEntries(Output).Select(Path.GetFileName).OfType<string>() : [];

    public QuantizationRequest Request(string model, string type, params (string Name, string Value)[] options)
    {
        var request = new QuantizationRequest
        {
            Model = model,
            QuantizationType = type,
            OutputDir = Output,
            JobId = $"job {Interlocked.Increment(ref _jobs)}",
        };
        foreach (var (name, value) in options)
            request.ExtraOptions[name] = value;
        return request;
    }

    /// <summary>Starts a job and waits for all of its updates.</summary>
    public async Task<List<QuantizationProgressUpdate>> RunAsync(QuantizationRequest request)
    {
        var started = await Quantizer.StartQuantizationAsync(request, Cancellation);
        Assert.True(started.Success, started.Message);
        return await FollowAsync(started.JobId);
    }

    public async Task<List<QuantizationProgressUpdate>> FollowAsync(string job) =>
        await Quantizer.QuantizationProgressAsync(new QuantizationProgressRequest { JobId = job }, Cancellation).ToListAsync(Cancellation);

    /// <summary>Runs a job that has to succeed and gives its output.</summary>
    public async Task<string> CompleteAsync(QuantizationRequest request)
    {
        var last = (await RunAsync(request))[^1];
        Assert.True(last.Status == JobStatus.Completed, last.Message);
        return last.OutputFile;
    }

    /// <summary>The sentence with which a job is refused or ends; it leaves nothing behind.</summary>
    public async Task<string> RefusalAsync(QuantizationRequest request)
    {
        var started = await Quantizer.StartQuantizationAsync(request, Cancellation);
        var message = started.Message;
        if (started.Success)
        {
            var last = (await FollowAsync(started.JobId))[^1];
            Assert.Equal(JobStatus.Failed, last.Status);
            message = last.Message;
        }
        Assert.DoesNotContain('\n', message);
        Assert.DoesNotContain(Written, file => file.EndsWith(".part", StringComparison.Ordinal));
        return message;
    }

    public void Dispose()
    {
        Quantizer.Dispose();
        Folder.Dispose();
    }
}
