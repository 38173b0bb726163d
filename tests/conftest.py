"""What all tests share: the program's own way of using the cores, so that a busy machine slows them little."""

from nn.cores import one_thread_per_product

one_thread_per_product()
