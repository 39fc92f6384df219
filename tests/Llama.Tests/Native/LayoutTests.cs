using System.Runtime.CompilerServices;
using LocalAI.Plugins.LlamaCpp;

namespace LocalAI.Plugins.Llama.Tests.Native;

/// <summary>Sizes and offsets as gcc's sizeof and offsetof print them for llama.h and ggml of the releases that are accepted.</summary>
public sealed unsafe class LayoutTests
{
    [Fact]
    public void Sizes_are_those_of_the_headers()
    {
        Assert.Equal(80, sizeof(NativeModelParameters));
        Assert.Equal(160, sizeof(NativeContextParameters));
        Assert.Equal(56, sizeof(NativeBatch));
        Assert.Equal(12, sizeof(NativeTokenData));
        Assert.Equal(32, sizeof(NativeTokenDataArray));
        Assert.Equal(8, sizeof(NativeLogitBias));
        Assert.Equal(1, sizeof(NativeSamplerChainParameters));
        Assert.Equal(264, sizeof(NativeMetadataOverride));
        Assert.Equal(16, sizeof(NativeTensorOverride));
        Assert.Equal(56, sizeof(NativeDeviceProperties));
        Assert.Equal(528, sizeof(NativeThreadPoolParameters));
    }

    [Fact]
    public void Model_parameters_lie_where_llama_h_has_them()
    {
        NativeModelParameters p;
        (int Expected, long Actual)[] offsets =
        [
            (0, Offset(&p, &p.Devices)), (8, Offset(&p, &p.TensorOverrides)), (16, Offset(&p, &p.GpuLayers)), (20, Offset(&p, &p.SplitMode)),
            (24, Offset(&p, &p.LoadMode)), (28, Offset(&p, &p.LazyMode)), (32, Offset(&p, &p.MainGpu)), (40, Offset(&p, &p.TensorSplit)),
            (48, Offset(&p, &p.ProgressCallback)), (56, Offset(&p, &p.ProgressUserData)), (64, Offset(&p, &p.MetadataOverrides)),
            (72, Offset(&p, &p.VocabularyOnly)), (73, Offset(&p, &p.CheckTensors)), (74, Offset(&p, &p.UseExtraBuffers)),
            (75, Offset(&p, &p.NoHostBuffer)), (76, Offset(&p, &p.NoAllocation)), (77, Offset(&p, &p.LoadMtpLayers)),
        ];
        Assert.All(offsets, offset => Assert.Equal(offset.Expected, offset.Actual));
    }

    [Fact]
    public void Context_parameters_lie_where_llama_h_has_them()
    {
        NativeContextParameters p;
        (int Expected, long Actual)[] offsets =
        [
            (0, Offset(&p, &p.ContextSize)), (4, Offset(&p, &p.BatchSize)), (8, Offset(&p, &p.MicroBatchSize)), (12, Offset(&p, &p.MaxSequences)),
            (16, Offset(&p, &p.RecurrentSnapshots)), (20, Offset(&p, &p.MaxOutputs)), (24, Offset(&p, &p.MaxOutputsPerSequence)),
            (28, Offset(&p, &p.Threads)), (32, Offset(&p, &p.BatchThreads)), (36, Offset(&p, &p.ContextType)), (40, Offset(&p, &p.RopeScaling)),
            (44, Offset(&p, &p.Pooling)), (48, Offset(&p, &p.Attention)), (52, Offset(&p, &p.FlashAttention)),
            (56, Offset(&p, &p.RopeFrequencyBase)), (60, Offset(&p, &p.RopeFrequencyScale)), (64, Offset(&p, &p.YarnExtFactor)),
            (68, Offset(&p, &p.YarnAttentionFactor)), (72, Offset(&p, &p.YarnBetaFast)), (76, Offset(&p, &p.YarnBetaSlow)),
            (80, Offset(&p, &p.YarnOriginalContext)), (84, Offset(&p, &p.DefragThreshold)), (88, Offset(&p, &p.EvalCallback)),
            (96, Offset(&p, &p.EvalUserData)), (104, Offset(&p, &p.CacheTypeKey)), (108, Offset(&p, &p.CacheTypeValue)),
            (112, Offset(&p, &p.AbortCallback)), (120, Offset(&p, &p.AbortUserData)), (128, Offset(&p, &p.Embeddings)),
            (129, Offset(&p, &p.OffloadKqv)), (130, Offset(&p, &p.NoPerformanceTimings)), (131, Offset(&p, &p.OperatorOffload)),
            (132, Offset(&p, &p.SlidingWindowFull)), (133, Offset(&p, &p.UnifiedCache)), (136, Offset(&p, &p.Samplers)),
            (144, Offset(&p, &p.SamplerCount)), (152, Offset(&p, &p.OtherContext)),
        ];
        Assert.All(offsets, offset => Assert.Equal(offset.Expected, offset.Actual));
    }

    [Fact]
    public void The_smaller_structs_lie_where_the_headers_have_them()
    {
        NativeBatch batch;
        NativeTokenDataArray candidates;
        NativeMetadataOverride metadata;
        NativeDeviceProperties device;
        NativeThreadPoolParameters pool;
        (int Expected, long Actual)[] offsets =
        [
            (0, Offset(&batch, &batch.TokenCount)), (8, Offset(&batch, &batch.Tokens)), (16, Offset(&batch, &batch.Embeddings)),
            (24, Offset(&batch, &batch.Positions)), (32, Offset(&batch, &batch.SequenceCounts)), (40, Offset(&batch, &batch.SequenceIds)),
            (48, Offset(&batch, &batch.Logits)), (8, Offset(&candidates, &candidates.Size)), (16, Offset(&candidates, &candidates.Selected)),
            (24, Offset(&candidates, &candidates.Sorted)), (4, Offset(&metadata, metadata.Key)), (136, Offset(&metadata, metadata.Text)),
            (16, Offset(&device, &device.FreeBytes)), (24, Offset(&device, &device.TotalBytes)), (32, Offset(&device, &device.Type)),
            (40, Offset(&device, &device.DeviceId)), (48, Offset(&device, &device.Asynchronous)), (512, Offset(&pool, &pool.Threads)),
            (516, Offset(&pool, &pool.Priority)), (520, Offset(&pool, &pool.Poll)), (524, Offset(&pool, &pool.StrictCpu)),
            (525, Offset(&pool, &pool.Paused)),
        ];
        Assert.All(offsets, offset => Assert.Equal(offset.Expected, offset.Actual));
    }

    [Fact]
    public void The_library_is_a_release_whose_layout_was_checked()
    {
        NativeLibraries.Load(TestFiles.PluginFolder);

        Assert.StartsWith("0.4.0", NativeLibraries.Release, StringComparison.Ordinal);
    }

    private static long Offset(void* start, void* field) => Unsafe.ByteOffset(ref *(byte*)start, ref *(byte*)field);
}
