using LocalAI.Plugins.ModelFiles.Gguf;
using Microsoft.Win32.SafeHandles;

namespace LocalAI.Plugins.Quantizing;

/// <summary>A tensor and where its data is.</summary>
/// <param name="Description">Its name, shape and type.</param>
/// <param name="File">The file, which is open.</param>
/// <param name="Position">The first byte of its data in the file.</param>
internal sealed record SourceTensor(GgufTensor Description, SafeFileHandle File, long Position);
