using System.Runtime.CompilerServices;

// Structs cross the border as they lie in memory; a bool is one byte there, as in C.
[assembly: DisableRuntimeMarshalling]
