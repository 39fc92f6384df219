namespace LocalAI.Plugins.Tests.Models;

/// <summary>Element types, as ONNX numbers them.</summary>
internal enum OnnxGraphElement
{
    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    Int32 = 6,
    Int64 = 7,
    Text = 8,
    Bool = 9,
    Half = 10,
    Double = 11,
}
