namespace LocalAI.Plugins.Imaging;

/// <summary>How the channels of a tensor lie.</summary>
internal enum TensorLayout
{
    /// <summary>One channel after another (NCHW).</summary>
    Planar,

    /// <summary>The channels of a pixel together (NHWC).</summary>
    Interleaved,
}
