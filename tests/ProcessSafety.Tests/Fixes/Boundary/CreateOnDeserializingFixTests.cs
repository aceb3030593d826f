using System.Threading.Tasks;
using ProcessSafety.Analyzers.Boundary;
using ProcessSafety.CodeFixes.Boundary;
using Xunit;

namespace ProcessSafety.Tests.Boundary;

public sealed class CreateOnDeserializingFixTests : RuleTest
{
    [Fact]
    public Task AddsTheMethod() => Fixes(
        """
        using System.Runtime.Serialization;

        [DataContract]
        public class Job
        {
            // one run at a time
            private readonly object {|PSAFE107:_gate|} = new(); // never shared
            [DataMember] private int _runs;

            public void Run()
            {
                lock (_gate)
                    _runs++;
            }
        }
        """,
        """
        using System.Runtime.Serialization;

        [DataContract]
        public class Job
        {
            // one run at a time
            private object _gate = new(); // never shared
            [DataMember] private int _runs;

            public void Run()
            {
                lock (_gate)
                    _runs++;
            }

            [OnDeserializing]
            private void OnDeserializing(StreamingContext context) => _gate = new();
        }
        """);

    [Fact]
    public Task AddsTheUsingDirective() => Fixes(
        """
        using System;
        using System.Threading;

        namespace Jobs
        {
            [Serializable]
            public class Job
            {
                [NonSerialized]
                readonly SemaphoreSlim {|PSAFE107:_gate|} = new SemaphoreSlim(1, 1);

                public void Run() => _gate.Wait();
            }
        }
        """,
        """
        using System;
        using System.Runtime.Serialization;
        using System.Threading;

        namespace Jobs
        {
            [Serializable]
            public class Job
            {
                [NonSerialized]
                SemaphoreSlim _gate = new SemaphoreSlim(1, 1);

                public void Run() => _gate.Wait();

                [OnDeserializing]
                private void OnDeserializing(StreamingContext context) => _gate = new SemaphoreSlim(1, 1);
            }
        }
        """);

    [Fact]
    public Task SharesOneMethod() => Fixes(
        """
        using System.Runtime.Serialization;

        [DataContract]
        public class Job
        {
            private readonly object {|PSAFE107:_first|} = new(), {|PSAFE107:_second|} = new();
            private object {|PSAFE107:Third|} { get; } = new();
            public object {|PSAFE107:Fourth|} { get; } = new();

            public void Run() { lock (_first) lock (_second) lock (Third) lock (Fourth) { } }
        }
        """,
        """
        using System.Runtime.Serialization;

        [DataContract]
        public class Job
        {
            private object _first = new(), _second = new();
            private object Third { get; set; } = new();
            public object Fourth { get; private set; } = new();

            public void Run() { lock (_first) lock (_second) lock (Third) lock (Fourth) { } }

            [OnDeserializing]
            private void OnDeserializing(StreamingContext context)
            {
                _first = new();
                _second = new();
                Third = new();
                Fourth = new();
            }
        }
        """,
        iterations: 4);

    [Theory]
    [InlineData("void Begin(StreamingContext context) => Log(); // begins")]
    [InlineData("void Begin(StreamingContext context)\n    {\n        Log(); // begins\n    }")]
    public Task ExtendsTheMethod(string method) => Fixes(
        $$"""
        using System.Runtime.Serialization;

        [DataContract]
        public class Job
        {
            private readonly object {|PSAFE107:_gate|} = new();

            [OnDeserializing]
            {{method}}

            private void Log() { lock (_gate) { } }
        }
        """,
        """
        using System.Runtime.Serialization;

        [DataContract]
        public class Job
        {
            private object _gate = new();

            [OnDeserializing]
            void Begin(StreamingContext context)
            {
                _gate = new();
                Log(); // begins
            }

            private void Log() { lock (_gate) { } }
        }
        """);

    [Fact]
    public Task ExtendsTheMethodOfAnotherPart() => Fix<SkippedInitializerAnalyzer, CreateOnDeserializingFix>(
        [
            """
            using System.Runtime.Serialization;

            [DataContract]
            public partial class Job
            {
                private readonly object {|PSAFE107:_gate|} = new();
            }
            """,
            """
            using System.Runtime.Serialization;

            public partial class Job
            {
                [OnDeserializing]
                private void Begin(StreamingContext context)
                {
                }
            }
            """,
            """
            public partial class Job
            {
                public void Run() { lock (_gate) { } }
            }
            """,
        ],
        [
            """
            using System.Runtime.Serialization;

            [DataContract]
            public partial class Job
            {
                private object _gate = new();
            }
            """,
            """
            using System.Runtime.Serialization;

            public partial class Job
            {
                [OnDeserializing]
                private void Begin(StreamingContext context)
                {
                    _gate = new();
                }
            }
            """,
            """
            public partial class Job
            {
                public void Run() { lock (_gate) { } }
            }
            """,
        ]);

    [Fact]
    public Task TakesAFreeName() => Fixes(
        """
        using System.Runtime.Serialization;

        [DataContract]
        public class Job
        {
            readonly object {|PSAFE107:_gate|} = new();

            public void OnDeserializing(object sender) { lock (_gate) { } }
        }
        """,
        """
        using System.Runtime.Serialization;

        [DataContract]
        public class Job
        {
            object _gate = new();

            public void OnDeserializing(object sender) { lock (_gate) { } }

            [OnDeserializing]
            private void OnDeserializing2(StreamingContext context) => _gate = new();
        }
        """);

    [Theory]
    [InlineData("public object {|PSAFE107:Gate|} { get; init; } = new(); public void Run() { lock (Gate) { } }")]
    [InlineData("readonly object {|PSAFE107:Gate|} = new(); public void Run() { lock (Gate) { } }\n#if DEBUG\n#endif\n")]
    public Task NotOffered(string members) => NoFix<SkippedInitializerAnalyzer, CreateOnDeserializingFix>(
        $$"""
        using System.Runtime.Serialization;

        [DataContract]
        public class Job
        {
            {{members}}
        }
        """);

    [Fact]
    public Task NotOffered_ForAValueOfThePrimaryConstructor() => NoFix<SkippedInitializerAnalyzer, CreateOnDeserializingFix>(
        """
        using System.Runtime.Serialization;
        using System.Threading;

        [DataContract]
        public record Job(int Width)
        {
            private readonly SemaphoreSlim {|PSAFE107:_gate|} = new(Width);

            public void Run() => _gate.Wait();
        }
        """);

    [Fact]
    public Task NotOffered_ForOrleans() => NoFix<SkippedInitializerAnalyzer, CreateOnDeserializingFix>(
        """
        namespace Orleans
        {
            public sealed class GenerateSerializerAttribute : System.Attribute { }
        }

        [Orleans.GenerateSerializer]
        public class Job
        {
            private readonly object {|PSAFE107:_gate|} = new();

            public Job(int id) { }

            public void Run() { lock (_gate) { } }
        }
        """);

    private static Task Fixes(string source, string fixedSource, int iterations = 1) =>
        Fix<SkippedInitializerAnalyzer, CreateOnDeserializingFix>(
            source, fixedSource, test => test.NumberOfIncrementalIterations = iterations);
}
