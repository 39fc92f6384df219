using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using LocalAI.Plugins.Bench.Processes;
using LocalAI.Plugins.Bench.Reporting;
using LocalAI.Plugins.Jobs;
using LocalAI.Plugins.LlamaCpp;
using LocalAI.Plugins.Protocol;
using LocalAI.Plugins.Quantizing;

namespace LocalAI.Plugins.Bench.Measures;

/// <summary>A whole job over gRPC, from its start to its output, against llama_model_quantize with as many threads.</summary>
internal sealed class QuantizeMeasure : IMeasure
{
    private const string Type = "q8_0";

    private readonly Workbench _bench;
    private readonly int _threads = Environment.ProcessorCount;
    private ServiceProcess? _host;
    private string _source = "";
    private string _ours = "";
    private string _theirs = "";

    public QuantizeMeasure(Workbench bench)
    {
        _bench = bench;
        Sides = [new Side("host", HostAsync), new Side("bare native call", _ => Task.FromResult(Bare()))];
    }

    public string Name => "quantize";

    public string Title => "25M f32 to q8_0 ÷ llama_model_quantize";

    public string Unit => "ms";

    public Target Target => Target.UpTo(1.1);

    public int LeastRounds => 9;

    public IReadOnlyList<Side> Sides { get; }

    public IEnumerable<string> Notes
    {
        get
        {
            if (File.Exists(_ours) && File.Exists(_theirs))
                yield return File.ReadAllBytes(_ours).AsSpan().SequenceEqual(File.ReadAllBytes(_theirs))
                    ? "Both wrote the same bytes." : "The outputs differ.";
        }
    }

    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        _host = await _bench.StartHostAsync(cancellationToken);
        // The random model in single precision: there is nothing to convert but what it was made of.
        _source = await RunAsync(_bench.RandomModel(), "f32", cancellationToken);
        _theirs = Path.Combine(_bench.Artifacts, "native-q8_0.gguf");
        NativeLibraries.Load(_bench.LlamaPlugin);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync();
        foreach (var file in (string[])[_source, _ours, _theirs])
        {
            if (file.Length > 0)
                File.Delete(file);
        }
    }

    private async Task<double> HostAsync(CancellationToken cancellationToken)
    {
        File.Delete(_ours.Length > 0 ? _ours : Path.Combine(_bench.Artifacts, $"model-{Type}.gguf"));
        var started = Stopwatch.GetTimestamp();
        _ours = await RunAsync(_source, Type, cancellationToken);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private double Bare()
    {
        File.Delete(_theirs);
        var parameters = LlamaApi.llama_model_quantize_default_params();
        parameters.FileType = QuantizationType.Find(Type)!.FileType;
        parameters.Threads = _threads;
        var started = Stopwatch.GetTimestamp();
        if (LlamaApi.llama_model_quantize(_source, _theirs, parameters) != 0)
            throw new InvalidOperationException("llama_model_quantize failed.");
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private async Task<string> RunAsync(string model, string type, CancellationToken cancellationToken)
    {
        var request = new QuantizationRequest
        {
            Model = model,
            QuantizationType = type,
            OutputDir = _bench.Artifacts,
            ExtraOptions =
            {
                ["threads"] = _threads.ToString(CultureInfo.InvariantCulture),
                ["allow_requantize"] = "true",
            },
        };
        var job = await _host!.Client.StartQuantizationAsync(request, cancellationToken: cancellationToken);
        using var call = _host.Client.QuantizationProgress(
            new QuantizationProgressRequest { JobId = job.JobId }, cancellationToken: cancellationToken);
        var last = await call.ResponseStream.ReadAllAsync(cancellationToken).LastAsync(cancellationToken);
        return last.Status == JobStatus.Completed
            ? last.OutputFile : throw new InvalidOperationException($"The job ended with {last.Status}: {last.Message}");
    }
}
