using LocalAI.Plugins.Abstractions;
using LocalAI.Plugins.Jobs;
using LocalAI.Plugins.Llama.Quantizing;
using LocalAI.Plugins.ModelFiles.Gguf;

namespace LocalAI.Plugins.Llama.Tests.Quantizing;

public sealed class JobTests : IDisposable
{
    private readonly QuantizerFixture _fixture = new();

    private string Model => RandomModel.Write(_fixture.Folder.File("model.gguf"));

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Progress_never_falls_and_ends_with_the_output()
    {
        var updates = await _fixture.RunAsync(_fixture.Request(Model, "Q4_K_M"));

        Assert.Equal(JobStatus.Queued, updates[0].Status);
        Assert.Contains(updates, update => update.Status == QuantizationJob.Quantizing && update.ProgressPercent is > 1 and < 99);
        Assert.All(updates, update => Assert.Equal("job 1", update.JobId));
        Assert.All(updates, update => Assert.NotEmpty(update.Message));
        Assert.Equal(updates.Select(update => update.ProgressPercent).Order(), updates.Select(update => update.ProgressPercent));
        var last = updates[^1];
        Assert.Equal((JobStatus.Completed, 100f), (last.Status, last.ProgressPercent));
        Assert.Equal(Path.Combine(_fixture.Output, "model-Q4_K_M.gguf"), last.OutputFile);
        Assert.Equal(new FileInfo(last.OutputFile).Length / 1048576.0, last.ExtraMetrics["file_size_mb"], 1e-3);
        Assert.All(updates[..^1], update => Assert.True(update.ProgressPercent < 100 && update.OutputFile.Length == 0));
        Assert.Contains(updates, update => update.ExtraMetrics.TryGetValue("eta_seconds", out var left) && left > 0);
        Assert.Equal(["model-Q4_K_M.gguf"], _fixture.Written);
    }

    [Fact]
    public async Task Everyone_sees_the_whole_history_whenever_they_come()
    {
        var request = _fixture.Request(Model, "q5_k_m");
        Assert.True((await _fixture.Quantizer.StartQuantizationAsync(request, QuantizerFixture.Cancellation)).Success);

        var together = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _fixture.FollowAsync(request.JobId)));
        var later = await _fixture.FollowAsync(request.JobId);

        Assert.True(later.Count > 4);
        Assert.All(together, updates => Assert.Equal(later, updates));
    }

    [Fact]
    public async Task Stop_ends_the_job_and_removes_what_was_written()
    {
        var model = RandomModel.Write(_fixture.Folder.File("large.gguf"), experts: 16);
        var request = _fixture.Request(model, "q4_k_m");
        await _fixture.Quantizer.StartQuantizationAsync(request, QuantizerFixture.Cancellation);
        // Until rows of the first tensors are there.
        await _fixture.Quantizer.QuantizationProgressAsync(new() { JobId = request.JobId }, QuantizerFixture.Cancellation)
            .FirstAsync(update => update.ProgressPercent > 1, QuantizerFixture.Cancellation);

        var result = await _fixture.Quantizer.StopQuantizationAsync(new() { JobId = request.JobId }, QuantizerFixture.Cancellation);

        Assert.True(result.Success, result.Message);
        var last = (await _fixture.FollowAsync(request.JobId))[^1];
        Assert.Equal(JobStatus.Stopped, last.Status);
        Assert.InRange(last.ProgressPercent, 1, 99);
        Assert.Empty(_fixture.Written);
    }

    [Fact]
    public async Task A_job_that_waits_can_be_stopped_too_and_the_next_one_has_its_turn()
    {
        var large = RandomModel.Write(_fixture.Folder.File("large.gguf"), experts: 16);
        var first = _fixture.Request(large, "q4_k_m");
        var second = _fixture.Request(Model, "q8_0");
        var third = _fixture.Request(Model, "q4_0");
        foreach (var request in new[] { first, second, third })
            Assert.True((await _fixture.Quantizer.StartQuantizationAsync(request, QuantizerFixture.Cancellation)).Success);

        await _fixture.Quantizer.StopQuantizationAsync(new() { JobId = second.JobId }, QuantizerFixture.Cancellation);
        await _fixture.Quantizer.StopQuantizationAsync(new() { JobId = first.JobId }, QuantizerFixture.Cancellation);

        Assert.Equal([JobStatus.Queued, JobStatus.Stopped], (await _fixture.FollowAsync(second.JobId)).Select(update => update.Status));
        Assert.Equal(JobStatus.Completed, (await _fixture.FollowAsync(third.JobId))[^1].Status);
        Assert.Equal(["model-q4_0.gguf"], _fixture.Written);
    }

    [Fact]
    public async Task The_end_of_the_engine_ends_its_jobs_with_a_terminal_status()
    {
        var large = RandomModel.Write(_fixture.Folder.File("large.gguf"), experts: 16);
        var request = _fixture.Request(large, "q4_k_m");
        await _fixture.Quantizer.StartQuantizationAsync(request, QuantizerFixture.Cancellation);

        _fixture.Quantizer.StopAll();

        Assert.Equal(JobStatus.Stopped, (await _fixture.FollowAsync(request.JobId))[^1].Status);
        Assert.Empty(_fixture.Written);
    }

    [Fact]
    public async Task An_unknown_job_is_not_found()
    {
        var stop = await _fixture.Quantizer.StopQuantizationAsync(new() { JobId = "nobody" }, QuantizerFixture.Cancellation);
        var follow = Assert.Throws<EngineException>(() =>
            _fixture.Quantizer.QuantizationProgressAsync(new() { JobId = "nobody" }, QuantizerFixture.Cancellation));

        Assert.Equal((false, "Job nobody not found"), (stop.Success, stop.Message));
        Assert.Equal((EngineFailure.NotFound, "Job nobody not found"), (follow.Failure, follow.Message));
    }

    [Fact]
    public async Task A_job_without_an_id_gets_one_and_an_empty_type_is_q4_k_m()
    {
        var request = _fixture.Request(Model, "");
        request.JobId = "";

        var started = await _fixture.Quantizer.StartQuantizationAsync(request, QuantizerFixture.Cancellation);

        Assert.True(Guid.TryParse(started.JobId, out _));
        Assert.EndsWith("model-q4_k_m.gguf", (await _fixture.FollowAsync(started.JobId))[^1].OutputFile, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_output_stays_until_the_new_one_is_whole()
    {
        Directory.CreateDirectory(_fixture.Output);
        File.WriteAllText(Path.Combine(_fixture.Output, "model-q8_0.gguf"), "old");

        var spoilt = RandomModel.Write(_fixture.Folder.File("spoilt.gguf"), spoilt: float.NaN);
        await _fixture.RefusalAsync(_fixture.Request(spoilt, "q8_0"));
        Assert.Equal("old", File.ReadAllText(Path.Combine(_fixture.Output, "model-q8_0.gguf")));

        var output = await _fixture.CompleteAsync(_fixture.Request(Model, "q8_0"));
        Assert.Equal(7u, GgufFile.Open(output).FileType);
    }

    [Fact]
    public async Task A_split_model_becomes_one_file()
    {
        var (first, _) = SplitStories.Write(_fixture.Folder.Path);

        var output = GgufFile.Open(await _fixture.CompleteAsync(_fixture.Request(first, "q8_0")));
        var whole = GgufFile.Open(await _fixture.CompleteAsync(_fixture.Request(TestFiles.SharedModel("llm/stories260K-f32.gguf"), "q8_0")));

        Assert.Equal(1, SplitModel.Parts(output.Metadata));
        Assert.Equal(File.ReadAllBytes(whole.Path), File.ReadAllBytes(output.Path));
    }
}
